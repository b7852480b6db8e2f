import * as z from 'zod/mini';

/** A whole number as it stands in a query; decimal digits and nothing else, where Number() would also take `0x3`, `1e1` and spaces. */
export function wholeNumberSchema(what: string, least: number, most: number) {
  const error = `${what} is a whole number from ${least} to ${most}.`;
  return z.pipe(
    z.transform(readDigits),
    z.number(error).check(z.int(error), z.minimum(least, error), z.maximum(most, error)),
  );
}

/** A whole number as it stands in a body. @param what in the plural, at the beginning of a sentence. */
export function countSchema(what: string, least: number, most: number) {
  const error = `${what} are a whole number from ${least} to ${most}.`;
  return z.int(error).check(z.minimum(least, error), z.maximum(most, error));
}

function readDigits(given: unknown): unknown {
  return typeof given === 'string' && /^\d{1,9}$/.test(given) ? Number(given) : given;
}
