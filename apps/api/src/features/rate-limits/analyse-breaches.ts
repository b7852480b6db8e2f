import type { Breach } from '@bookchat/shared';
import type { BreachCounts, CountBreachesInput, CountedName } from '../../db/jobs/count-breaches.ts';
import type { Database } from '../../db/open-database.ts';
import type { Clock } from '../../lib/clock.ts';
import { runInWorker } from '../../lib/run-in-worker.ts';
import { prepareFindNewest } from './queries.ts';
import { createReadBreaches } from './read-breaches.ts';
import { type Counts, createTally, type Sums } from './tally.ts';

export interface Analysis {
  readonly since: string;
  /** What the database holds; of the clients those with the most, and those that are in `fresh`. */
  readonly kept: Sums;
  /** What was not written yet. */
  readonly fresh: Sums;
}

interface Parts {
  readonly database: Database;
  /** Of the database, or `:memory:`. */
  readonly file: string;
  readonly clock: Clock;
  readonly pending: () => Breach[];
  readonly untilClosed: AbortSignal;
}

const HOUR_MS = 3_600_000;

/** Counts the breaches of any number of hours: one period at a time, and once for all who ask for it meanwhile. */
export function createAnalyseBreaches({ database, file, clock, pending, untilClosed }: Parts) {
  const findNewest = prepareFindNewest(database);
  const readSince = createReadBreaches(database);
  const underWay = new Map<number, Promise<Analysis>>();
  let last: Promise<unknown> = Promise.resolve();

  return (hours: number): Promise<Analysis> => {
    const known = underWay.get(hours);
    if (known !== undefined) return known;
    const analysis = last.then(() => analyse(hours)).finally(() => underWay.delete(hours));
    underWay.set(hours, analysis);
    last = analysis.catch(() => undefined);
    return analysis;
  };

  async function analyse(hours: number): Promise<Analysis> {
    const since = new Date(clock.now() - hours * HOUR_MS).toISOString();
    const fresh = createTally(pending().filter(({ last_at }) => last_at >= since));
    const clients = [...fresh.clients.keys()];
    const kept =
      file === ':memory:'
        ? countInMemory(since)
        : await countInFile({ file, since, upTo: findNewest(), clients });
    return { since, kept, fresh };
  }

  /** Which no other thread can see, and in which nobody keeps many. */
  function countInMemory(since: string): Sums {
    return createTally([...readSince(since)].flatMap(({ rows }) => rows));
  }

  async function countInFile(input: CountBreachesInput): Promise<Sums> {
    const counts = await runInWorker<BreachCounts>('countBreaches', input, { signal: untilClosed });
    return {
      total: counts.limits.reduce((total, { count }) => total + count, 0),
      limits: toCounts(counts.limits),
      endpoints: toCounts(counts.endpoints),
      clients: toCounts(counts.clients),
    };
  }
}

function toCounts(rows: readonly CountedName[]): Counts {
  return new Map(rows.map(({ name, ...counted }) => [name, counted]));
}
