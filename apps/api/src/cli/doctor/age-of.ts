import type { Clock } from '../../lib/clock.ts';
import { countOf } from '../../lib/count-of.ts';

const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

/** @param time as in RFC 3339. @returns milliseconds. */
export function ageOf(time: string, clock: Clock): number {
  return clock.now() - Date.parse(time);
}

/** In words, for example `3 hours`. */
export function describeAge(ms: number): string {
  if (ms < MINUTE_MS) return 'less than a minute';
  if (ms < 2 * HOUR_MS) return countOf(Math.floor(ms / MINUTE_MS), 'minute');
  return ms < 2 * DAY_MS
    ? countOf(Math.floor(ms / HOUR_MS), 'hour')
    : countOf(Math.floor(ms / DAY_MS), 'day');
}
