import type { DatabaseReport } from '@bookchat/shared';
import type { FastifyBaseLogger } from 'fastify';
import type { DatabaseMeasures } from '../../../db/measure-database.ts';
import type { Database } from '../../../db/open-database.ts';
import type { Clock } from '../../../lib/clock.ts';
import { runInWorker } from '../../../lib/run-in-worker.ts';

type Measured = DatabaseMeasures & { readonly measuredAt: string };

/** What was last found of the database; in memory, as it is found again. */
export interface DatabaseBook {
  readonly measured: Measured | null;
  readonly integrity: DatabaseReport['integrity'];
  readonly optimizedAt: string | null;
  /** Settles once it was measured or could not be; measures once, however often it is asked. */
  ready(): Promise<void>;
  measure(signal: AbortSignal): Promise<void>;
  checked(sound: boolean, message: string): void;
  /** Has the engine renew the statistics that its plans go by, where that would help. */
  optimize(): Promise<void>;
  /** History is another: what was found says nothing of it. */
  forget(): void;
}

interface Parts {
  readonly database: Database;
  readonly log: FastifyBaseLogger;
  readonly clock: Clock;
  /** Of the database, or `:memory:`, of which nothing is measured: no other thread can see it. */
  readonly file: string;
  readonly untilClosed: AbortSignal;
}

export function createDatabaseBook({ database, log, clock, file, untilClosed }: Parts): DatabaseBook {
  let measured: Measured | null = null;
  let integrity: DatabaseReport['integrity'] = null;
  let optimizedAt: string | null = null;
  let first: Promise<void> | null = null;

  return {
    get measured() {
      return measured;
    },
    get integrity() {
      return integrity;
    },
    get optimizedAt() {
      return optimizedAt;
    },
    ready() {
      first ??= measured === null ? measureFirst() : Promise.resolve();
      return first;
    },
    measure,
    checked(sound, message) {
      integrity = { checked_at: timestamp(), sound, message };
    },
    async optimize() {
      try {
        await database.optimize();
        optimizedAt = timestamp();
      } catch (error) {
        // Plans go by the old ones; that nothing can be written, others tell of.
        log.warn({ err: error }, 'the statistics of the database could not be renewed');
      }
    },
    forget() {
      measured = null;
      integrity = null;
      first = null;
    },
  };

  async function measureFirst(): Promise<void> {
    try {
      await measure(untilClosed);
    } catch (error) {
      first = null; // the next who asks tries again
      if (!untilClosed.aborted) log.warn({ err: error }, 'the database could not be measured');
    }
  }

  async function measure(signal: AbortSignal): Promise<void> {
    if (file === ':memory:') return;
    const { epoch, statements } = database;
    const input = { file, statements: [...statements.prepared] };
    const found = await runInWorker<DatabaseMeasures>('measureDatabase', input, { signal });
    if (epoch === database.epoch) measured = { ...found, measuredAt: timestamp() };
  }

  function timestamp(): string {
    return new Date(clock.now()).toISOString();
  }
}
