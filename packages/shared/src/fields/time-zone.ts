import * as z from 'zod/mini';

const MAX_LENGTH = 64;

/** Names alone: of an offset nobody can tell when its clocks change. */
const NAME = /^[A-Za-z][\w+-]*(?:\/[\w+-]+)*$/;

/** The name of a time zone in the database of the IANA, in its usual spelling, as far as this engine knows it. */
export const timeZoneSchema = z
  .string('A time zone is text.')
  .check(
    z.maxLength(MAX_LENGTH, 'No time zone has so long a name.'),
    z.refine(isTimeZone, { error: 'There is no such time zone. Name one as in Europe/Berlin.' }),
    z.overwrite(toUsual),
    z.meta({ example: 'Europe/Berlin' }),
  );

export function isTimeZone(name: string): boolean {
  if (!NAME.test(name)) return false;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }) !== null;
  } catch {
    return false;
  }
}

/** An engine knows one zone by several names, and calls it by an old one: a name that is spelt with care stays. */
function toUsual(name: string): string {
  if (!isTimeZone(name)) return name;
  const { timeZone: usual } = new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions();
  const isCareless = name === name.toLowerCase() || name === name.toUpperCase();
  return isCareless || usual.toLowerCase() === name.toLowerCase() ? usual : name;
}
