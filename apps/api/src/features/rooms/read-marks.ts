import { randomBytes } from 'node:crypto';
import type { Database } from '../../db/open-database.ts';
import type { Clock } from '../../lib/clock.ts';
import type { ChangeLog } from '../changes/index.ts';
import { prepareReads } from './queries.ts';

/** How far somebody has read in a room. */
interface Mark {
  /** Of the newest message that they have read. */
  readonly position: number;
  /** Where the log ended when that was said; before all since the start. */
  readonly saidAt: number;
}

export interface ReadMarks {
  /** The position of the newest message that they have read; null where they have said nothing of it. */
  find(person: string, room: string): number | null;
  /** Never goes back. */
  mark(person: string, room: string, position: number): void;
  /** The rooms of which somebody has said so since the log ended there. */
  saidSince(person: string, position: number): string[];
  /** A few letters that are others whenever they have said something. */
  fingerprintOf(person: string): string;
  /** Writes what is not written yet. */
  flush(): Promise<void>;
}

interface Parts {
  readonly database: Database;
  readonly log: Pick<ChangeLog, 'newest'>;
  readonly clock: Clock;
  /** Hears why it could not be written; it is tried again. */
  readonly onFailure: (error: unknown) => void;
}

const BEFORE_ALL = -1;
/** Everyone says it after each message: many at once cost what one costs. */
const WRITE_AFTER_MS = 2_000;

/** In memory, and written some seconds later: a crash loses no more than that somebody has read what came last. */
export function createReadMarks({ database, log, clock, onFailure }: Parts): ReadMarks {
  const { readAll, save } = prepareReads(database);
  const times = new Map<string, number>();
  const unwritten = new Map<string, { person_id: string; room: string; position: number }>();
  let marks = load();
  let start = startLetters();
  let cancelTimer: (() => void) | null = null;
  database.onReplaced(() => {
    unwritten.clear(); // positions of a history that is gone
    marks = load();
    start = startLetters();
  });

  return { find, mark, saidSince, fingerprintOf, flush };

  function find(person: string, room: string): number | null {
    return marks.get(person)?.get(room)?.position ?? null;
  }

  function mark(person: string, room: string, position: number): void {
    if (position <= (find(person, room) ?? 0)) return;
    const theirs = marks.get(person) ?? new Map<string, Mark>();
    marks.set(person, theirs.set(room, { position, saidAt: log.newest.position }));
    times.set(person, (times.get(person) ?? 0) + 1);
    unwritten.set(`${person} ${room}`, { person_id: person, room, position });
    cancelTimer ??= clock.setTimer(() => void flush().catch(onFailure), WRITE_AFTER_MS);
  }

  function saidSince(person: string, position: number): string[] {
    const theirs = [...(marks.get(person) ?? [])];
    return theirs.filter(([, { saidAt }]) => saidAt >= position).map(([room]) => room);
  }

  function fingerprintOf(person: string): string {
    return `${start}${(times.get(person) ?? 0).toString(36)}`;
  }

  async function flush(): Promise<void> {
    cancelTimer?.();
    cancelTimer = null;
    const rows = [...unwritten.values()];
    if (rows.length === 0) return;
    const { epoch } = database;
    await database.transact(() => {
      if (database.epoch === epoch) for (const row of rows) save.run(row);
    });
    for (const row of rows) {
      const key = `${row.person_id} ${row.room}`;
      if (unwritten.get(key) === row) unwritten.delete(key);
    }
  }

  function load(): Map<string, Map<string, Mark>> {
    const loaded = new Map<string, Map<string, Mark>>();
    for (const { person_id, room, position } of readAll.all({})) {
      const theirs = loaded.get(person_id) ?? new Map<string, Mark>();
      loaded.set(person_id, theirs.set(room, { position, saidAt: BEFORE_ALL }));
    }
    return loaded;
  }
}

/** Of another start another, as it counts from zero again. */
function startLetters(): string {
  return randomBytes(3).toString('base64url');
}
