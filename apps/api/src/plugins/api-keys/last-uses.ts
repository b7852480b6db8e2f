import type { Database } from '../../db/open-database.ts';
import type { Clock } from '../../lib/clock.ts';

export interface LastUses {
  note(id: string): void;
  /** Null where it was not used since the start. */
  find(id: string): string | null;
  /** Writes what is not written yet. */
  flush(): Promise<void>;
}

interface Parts {
  readonly database: Pick<Database, 'prepareWrite' | 'transact'>;
  readonly clock: Clock;
  /** Hears why the uses could not be written; they are tried again. */
  readonly onFailure: (error: unknown) => void;
}

const WRITE_INTERVAL_MS = 60_000;

/** When each key was used last: kept in memory, and written for all of them once a minute at most. */
export function createLastUses({ database, clock, onFailure }: Parts): LastUses {
  const uses = new Map<string, number>();
  const unwritten = new Set<string>();
  const save = database.prepareWrite<{ id: string; last_used_at: string }, unknown>((db, parameter) =>
    db
      .updateTable('api_keys')
      .set({ last_used_at: parameter('last_used_at') })
      .where('id', '=', parameter('id')),
  );
  let cancelTimer: (() => void) | null = null;

  return {
    note(id) {
      uses.set(id, clock.now());
      unwritten.add(id);
      cancelTimer ??= clock.setTimer(() => {
        cancelTimer = null;
        void writeOrRetry();
      }, WRITE_INTERVAL_MS);
    },
    find,
    async flush() {
      cancelTimer?.();
      cancelTimer = null;
      await write();
    },
  };

  function find(id: string): string | null {
    const at = uses.get(id);
    return at === undefined ? null : new Date(at).toISOString();
  }

  async function writeOrRetry(): Promise<void> {
    try {
      await write();
    } catch (error) {
      onFailure(error); // and the next use, or the end, writes them
    }
  }

  async function write(): Promise<void> {
    if (unwritten.size === 0) return;
    const ids = [...unwritten];
    unwritten.clear();
    try {
      await database.transact(() => {
        for (const id of ids) save.run({ id, last_used_at: find(id) ?? '' });
      });
    } catch (error) {
      for (const id of ids) unwritten.add(id);
      throw error;
    }
  }
}
