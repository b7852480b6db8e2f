import type { Database } from '../../db/open-database.ts';
import type { Clock } from '../../lib/clock.ts';
import type { NameBook } from './name-book.ts';
import { prepareNames } from './name-queries.ts';
import { type TakenName, toTimestamp } from './taken-name.ts';

export interface WrittenNotes {
  /** @returns false where that was noted within the last day. */
  note(taken: TakenName): boolean;
  /** Writes what is not written yet. */
  flush(): Promise<void>;
}

interface Parts {
  readonly database: Database;
  readonly clock: Clock;
  readonly book: Pick<NameBook, 'keepWritten'>;
  /** Hears why it could not be written; it is tried again. */
  readonly onFailure: (error: unknown) => void;
}

const DAY_MS = 86_400_000;
const WRITE_INTERVAL_MS = 60_000;

/** When names were written under last: to the day, so that a post costs no write for it. */
export function createWrittenNotes({ database, clock, book, onFailure }: Parts): WrittenNotes {
  const { written } = prepareNames(database);
  const unwritten = new Map<string, TakenName>();
  let cancelTimer: (() => void) | null = null;

  return {
    note(taken) {
      const now = clock.now();
      if (taken.writtenAt !== null && now - taken.writtenAt < DAY_MS) return false;
      const noted = { ...taken, writtenAt: now };
      book.keepWritten(noted);
      unwritten.set(noted.key, noted);
      cancelTimer ??= clock.setTimer(() => {
        cancelTimer = null;
        write().catch(onFailure); // and the next one, or the end, writes them
      }, WRITE_INTERVAL_MS);
      return true;
    },
    async flush() {
      cancelTimer?.();
      cancelTimer = null;
      await write();
    },
  };

  async function write(): Promise<void> {
    if (unwritten.size === 0) return;
    const names = [...unwritten.values()];
    unwritten.clear();
    try {
      await database.transact(() => names.forEach(writeOne));
    } catch (error) {
      for (const taken of names) unwritten.set(taken.key, taken);
      throw error;
    }
  }

  function writeOne({ key, owner, writtenAt }: TakenName): void {
    written.run({ name_key: key, identity_hash: owner, written_at: toTimestamp(writtenAt ?? 0) });
  }
}
