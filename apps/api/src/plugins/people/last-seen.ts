import type { Database } from '../../db/open-database.ts';
import type { Clock } from '../../lib/clock.ts';
import { preparePeople, prepareSessions } from './people-queries.ts';
import type { Session } from './session-book.ts';

const MINUTE_MS = 60_000;

export interface LastSeen {
  note(session: Session): void;
  /** When somebody was last seen since the start, to the minute. */
  of(personId: string): string | null;
  /** Writes what is not written yet. */
  flush(): Promise<void>;
}

interface Parts {
  readonly database: Database;
  readonly clock: Clock;
  /** Hears why it could not be written; it is tried again. */
  readonly onFailure: (error: unknown) => void;
}

/** When sessions were used last: kept in memory to the minute, and written for all of them once a minute at most. */
export function createLastSeen({ database, clock, onFailure }: Parts): LastSeen {
  const { saw } = preparePeople(database);
  const { used } = prepareSessions(database);
  const seen = new Map<string, number>();
  const unwritten = new Set<Session>();
  let cancelTimer: (() => void) | null = null;

  return {
    note(session) {
      const minute = Math.floor(clock.now() / MINUTE_MS) * MINUTE_MS;
      if (session.usedAt >= minute && seen.get(session.personId) === minute) return;
      session.usedAt = Math.max(session.usedAt, minute);
      seen.set(session.personId, minute);
      unwritten.add(session);
      cancelTimer ??= clock.setTimer(() => {
        cancelTimer = null;
        write().catch(onFailure); // and the next use, or the end, writes them
      }, MINUTE_MS);
    },
    of,
    async flush() {
      cancelTimer?.();
      cancelTimer = null;
      await write();
    },
  };

  function of(personId: string): string | null {
    const at = seen.get(personId);
    return at === undefined ? null : new Date(at).toISOString();
  }

  async function write(): Promise<void> {
    if (unwritten.size === 0) return;
    const sessions = [...unwritten];
    unwritten.clear();
    try {
      await database.transact(() => sessions.forEach(writeOne));
    } catch (error) {
      for (const session of sessions) unwritten.add(session);
      throw error;
    }
  }

  function writeOne({ id, personId, usedAt }: Session): void {
    const at = new Date(usedAt).toISOString();
    used.run({ id, at });
    saw.run({ id: personId, at });
  }
}
