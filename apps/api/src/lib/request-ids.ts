import { randomBytes } from 'node:crypto';

/** Names each request within this run of the server: a prefix of its own, and a number. */
export function createRequestIds(): () => string {
  const run = randomBytes(4).toString('hex');
  let last = 0;
  return () => `${run}-${(++last).toString(36)}`;
}
