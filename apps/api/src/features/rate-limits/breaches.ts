import type { Breach, BreachSummary } from '@bookchat/shared';
import type { Database } from '../../db/open-database.ts';
import type { Analysis } from './analyse-breaches.ts';
import type { BreachHistory } from './breach-history.ts';
import { prepareListLatest } from './queries.ts';
import { createTally } from './tally.ts';
import { toSummary } from './to-summary.ts';

/** Who was refused with 429, also within the last seconds. */
export interface Breaches {
  /** Of the configured period (24 hours), as far as it is read yet; costs next to nothing. */
  summarize(): BreachSummary;
  /** The same, once all of it is read. */
  summarizeWhole(): Promise<BreachSummary>;
  /** Of any number of hours; a thread of its own reads all of them. */
  summarizeHours(hours: number): Promise<BreachSummary>;
  /** The latest first. */
  latest(most: number): Breach[];
}

interface Parts {
  readonly database: Database;
  readonly history: BreachHistory;
  readonly analyse: (hours: number) => Promise<Analysis>;
  /** What is not written yet. */
  readonly pending: () => Breach[];
  readonly warningAbove: number;
}

export function createBreaches({ database, history, analyse, pending, warningAbove }: Parts): Breaches {
  const listLatest = prepareListLatest(database);

  return {
    summarize,
    async summarizeWhole() {
      await history.whole();
      return summarize();
    },
    summarizeHours: async (hours) => toBreachSummary(await analyse(hours)),
    latest: (most) => [...pending(), ...listLatest.all({ most })].sort(latestFirst).slice(0, most),
  };

  function summarize(): BreachSummary {
    const { since, tally } = history.recent();
    const fresh = createTally(pending().filter(({ last_at }) => last_at >= since));
    return toBreachSummary({ since, kept: tally, fresh });
  }

  function toBreachSummary({ since, kept, fresh }: Analysis): BreachSummary {
    return toSummary(kept, fresh, { since, warning_above: warningAbove });
  }
}

function latestFirst(one: Breach, other: Breach): number {
  if (one.last_at === other.last_at) return 0;
  return one.last_at < other.last_at ? 1 : -1;
}
