import type { Breach } from '@bookchat/shared';
import type { FastifyBaseLogger } from 'fastify';
import type { Database } from '../../db/open-database.ts';
import type { Clock } from '../../lib/clock.ts';
import type { BreachBuffer, BufferedBreach } from '../../plugins/rate-limits/index.ts';
import type { BreachHistory } from './breach-history.ts';
import { nameTheLoudest } from './name-the-loudest.ts';
import { prepareInsert } from './queries.ts';
import { createRowBudget } from './row-budget.ts';

/** Takes what is buffered to the database, now and then and many at once. */
export interface BreachWriter {
  /** What the database does not hold yet. */
  pending(): Breach[];
  /** Writes all of it; where that is not possible, it is kept for the next time. */
  flush(): Promise<void>;
  /** Does so again and again, until `stop`. */
  begin(): void;
  stop(): Promise<void>;
}

interface Parts {
  readonly database: Database;
  readonly buffer: BreachBuffer;
  readonly history: BreachHistory;
  readonly clock: Clock;
  readonly log: FastifyBaseLogger;
  /** Hears after each try to write some. */
  readonly onFlushed: () => void;
}

const FLUSH_INTERVAL_MS = 10_000;
/** So long a storm may wait, to be written in fewer rows; then only the loudest are named. */
const LONGEST_WAIT_MS = 5 * 60_000;

export function createBreachWriter(parts: Parts): BreachWriter {
  const { database, buffer, history, clock, log, onFlushed } = parts;
  const insert = prepareInsert(database);
  const budget = createRowBudget(clock.elapsed);
  let inFlight: readonly BufferedBreach[] = [];
  let writing: Promise<void> = Promise.resolve();
  let writtenAt = clock.elapsed();
  let hasComplained = false;
  let cancel: () => void = () => undefined;

  return {
    pending: () => [...inFlight, ...buffer.list()].map(toRow),
    flush,
    begin,
    async stop() {
      cancel();
      await flush();
    },
  };

  function begin(): void {
    cancel = clock.setTimer(() => {
      if (isDue()) void flush();
      begin();
    }, FLUSH_INTERVAL_MS);
  }

  function isDue(): boolean {
    return budget.left() >= buffer.size || clock.elapsed() - writtenAt >= LONGEST_WAIT_MS;
  }

  function flush(): Promise<void> {
    writing = writing.then(write).catch((error: unknown) => {
      log.error({ err: error }, 'breaches of the limits cannot be counted');
    });
    return writing;
  }

  async function write(): Promise<void> {
    writtenAt = clock.elapsed();
    if (buffer.size === 0) return;
    inFlight = buffer.take();
    const rows = await save();
    inFlight = [];
    history.add(rows);
    onFlushed();
  }

  /** Gives what was written: nothing, where that is not possible now. */
  async function save(): Promise<readonly Breach[]> {
    const rows = nameTheLoudest(inFlight, budget.left()).map(toRow);
    try {
      await database.transact(() => rows.forEach(insert.run));
      budget.spend(rows.length);
      hasComplained = false;
      return rows;
    } catch (error) {
      buffer.putBack(inFlight);
      if (!hasComplained) log.warn({ err: error }, 'breaches of the limits cannot be written down yet');
      hasComplained = true;
      return [];
    }
  }
}

function toRow({ firstAt, lastAt, endpoint, client, limit, count }: BufferedBreach): Breach {
  return {
    timestamp: new Date(firstAt).toISOString(),
    last_at: new Date(lastAt).toISOString(),
    endpoint,
    client,
    limit,
    count,
  };
}
