import { relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';

/** A failed test for the summary, whose last lines may be all that is left of a long log. */
export function describeFailure(test: string, message = ''): string {
  const [reason = ''] = stripVTControlCharacters(message).trim().split('\n', 1);
  const name = test.startsWith('/') ? relative(process.cwd(), test) : test;
  return reason === '' ? name : `${name}\n     ${reason}`;
}
