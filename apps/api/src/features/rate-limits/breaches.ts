import type { Breach, BreachSummary } from '@bookchat/shared';
import type { Database } from '../../db/open-database.ts';
import type { BreachHistory } from './breach-history.ts';
import { prepareListLatest } from './queries.ts';
import { createTally, type Tally } from './tally.ts';
import { toSummary } from './to-summary.ts';

/** Who was refused with 429, also within the last seconds. */
export interface Breaches {
  /** Of the configured period (24 hours); costs next to nothing. */
  summarize(): BreachSummary;
  /** Of any number of hours; reads all of them. */
  summarizeHours(hours: number): Promise<BreachSummary>;
  /** The latest first. */
  latest(most: number): Breach[];
}

interface Parts {
  readonly database: Database;
  readonly history: BreachHistory;
  /** What is not written yet. */
  readonly pending: () => Breach[];
  readonly warningAbove: number;
}

export function createBreaches({ database, history, pending, warningAbove }: Parts): Breaches {
  const listLatest = prepareListLatest(database);

  return {
    summarize: () => summaryOf(history.recent()),
    summarizeHours: async (hours) => summaryOf(await history.ofHours(hours)),
    latest: (most) => [...pending(), ...listLatest.all({ most })].sort(latestFirst).slice(0, most),
  };

  function summaryOf({ since, tally }: { since: string; tally: Tally }): BreachSummary {
    const fresh = createTally(pending().filter(({ last_at }) => last_at >= since));
    return toSummary(tally, fresh, { since, warning_above: warningAbove });
  }
}

function latestFirst(one: Breach, other: Breach): number {
  if (one.last_at === other.last_at) return 0;
  return one.last_at < other.last_at ? 1 : -1;
}
