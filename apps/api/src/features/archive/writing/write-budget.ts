import type { Clock } from '../../../lib/clock.ts';
import type { SentWrites } from '../targets/github/guarded-fetch.ts';
import { HOUR_MS } from './write-log.ts';

/** How many requests that make something a place takes within an hour; it may take some time to have room for more. */
export interface WriteBudget {
  /** How long until there is room for a batch, in milliseconds; 0 where there is. */
  waitMs(): number;
}

/** Three for each batch, whatever its size: the tree, the commit, the branch. */
export const WRITES_PER_BATCH = 3;

/**
 * GitHub allows 500 requests within an hour that create something, and counts those that fail as well:
 * https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api
 * Of the 80 within a minute the pause between two of them takes care.
 */
export function createWriteBudget(
  clock: Clock,
  writesPerHour: number,
  log: Pick<SentWrites, 'listSent'>,
): WriteBudget {
  return {
    waitMs() {
      const oldest = log.listSent().at(-(writesPerHour - WRITES_PER_BATCH + 1));
      return oldest === undefined ? 0 : oldest + HOUR_MS - clock.elapsed();
    },
  };
}

export function toBatches(writesPerHour: number): number {
  return Math.floor(writesPerHour / WRITES_PER_BATCH);
}

/** Of a place that has no limits. */
export const NO_BUDGET: WriteBudget = { waitMs: () => 0 };
