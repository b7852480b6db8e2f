import type { Backoff } from './backoff.ts';
import type { Answer } from './read-answer.ts';
import { type Headers, readCount } from './read-quota.ts';

/** Nobody is to wait longer because of a number that something in between made up. */
const LONGEST_MS = 24 * 60 * 60 * 1_000;

/**
 * For how many milliseconds GitHub wants to be left alone; null where the answer is no limit. In the order of
 * docs.github.com, "Rate limits for the REST API": what it asks for, else the end of the hour, else a growing pause.
 */
export function readBlock({ status, headers }: Answer, said: string, backoff: Backoff): number | null {
  if (status !== 403 && status !== 429) return null;
  const asked = readRetryAfter(headers) ?? readReset(headers);
  if (asked !== null) return Math.min(Math.max(asked, 1_000), LONGEST_MS);
  const isLimit = status === 429 || isSpent(headers) || /rate limit|abuse/i.test(said);
  return isLimit ? backoff.next() : null;
}

function readRetryAfter(headers: Headers): number | null {
  const text = headers['retry-after'];
  if (text === undefined) return null;
  const seconds = readCount(text);
  if (seconds !== null) return seconds * 1_000;
  return untilDate(Date.parse(String(text)), headers);
}

function readReset(headers: Headers): number | null {
  const seconds = isSpent(headers) ? readCount(headers['x-ratelimit-reset']) : null;
  return seconds === null ? null : untilDate(seconds * 1_000, headers);
}

/** By GitHub's clock, which the answer tells as well: the one of this machine may be wrong by an hour. */
function untilDate(then: number, headers: Headers): number | null {
  const ms = then - Date.parse(String(headers['date']));
  return Number.isNaN(ms) ? null : ms;
}

function isSpent(headers: Headers): boolean {
  return String(headers['x-ratelimit-remaining']) === '0';
}
