import type BetterSqlite3 from 'better-sqlite3';
import type { RoomChanged } from '../events/archive-event.ts';
import { parseSegmentPath } from '../events/archive-paths.ts';
import { hashObject } from '../git/hash-object.ts';
import type { HistoryCommit } from '../history/read-history.ts';
import { readSegmentLines, type SegmentLine } from '../history/read-segment-lines.ts';
import { kindOf, parsePagePath } from './kind-of.ts';
import { prepareTakeInStatements, type TakeInStatements } from './statements.ts';

/** `replay` brings back what the archive holds, `exact` leaves it out and remembers that it is there. */
export type TakeInMode = 'replay' | 'exact';

interface Taken {
  readonly messages: number;
  readonly leftOut: number;
  readonly refused: number;
}

type Segment = Extract<SegmentLine, { kind: 'event' | 'unknown' }>;

/**
 * Takes in one commit of the archive that the database does not know. A message that is there gets its receipt; one that
 * is not comes after all others.
 * `take` returns what it brought; the commit is in the database as a whole, or not at all.
 */
export function createCommitTaker(
  database: BetterSqlite3.Database,
  { target, mode }: { readonly target: string; readonly mode: TakeInMode },
) {
  const statements = prepareTakeInStatements(database);
  const inTransaction = database.transaction(take);
  let known: Set<string> | null = null;
  return {
    take: (commit: HistoryCommit, contents: ReadonlyMap<string, Buffer>): Taken =>
      inTransaction.immediate(commit, contents),
    /** One that somebody has merged in may have stood on the branch before, and have been taken then. */
    isKnown(commit: string): boolean {
      known ??= new Set(statements.listCommits.all(target));
      return known.has(commit);
    },
  };

  function take(commit: HistoryCommit, contents: ReadonlyMap<string, Buffer>): Taken {
    const batch = (statements.lastBatch.get() ?? -1) + 1;
    const taken = { messages: 0, leftOut: 0, refused: 0 };
    let events = 0;
    for (const [path, content] of contents) {
      if (statements.findFile.get(path) !== undefined) continue;
      const file = { path, batch, content };
      if (parseSegmentPath(path) === null) addOther(statements, file);
      else if (mode === 'exact') taken.leftOut += leaveOut(statements, file);
      else {
        const added = addSegment(statements, file, commit.hash);
        events += added.events;
        taken.messages += added.messages;
        taken.refused += added.refused;
      }
    }
    const date = commit.date ?? new Date(0).toISOString();
    statements.addBatch.run(batch, date, events);
    statements.addCommit.run(target, batch, commit.parents[0] ?? null, commit.hash);
    return taken;
  }
}

interface NewFile {
  readonly path: string;
  readonly batch: number;
  readonly content: Buffer;
}

/** Pages, and what introduces the repository. */
function addOther({ addFile }: TakeInStatements, { path, batch, content }: NewFile): void {
  const kind = kindOf(path);
  if (kind === null) return;
  const { room, day } = parsePagePath(path);
  addFile.get({
    path,
    batch,
    kind,
    room,
    day,
    blob_hash: hashObject('blob', content),
    bytes: content.length,
    events: 0,
    is_whole: 1,
  });
}

function leaveOut({ addFile }: TakeInStatements, { path, batch, content }: NewFile): number {
  const { room, day } = parseSegmentPath(path) ?? { room: null, day: null };
  const lines = [...readSegmentLines(content)].filter(({ kind }) => kind !== 'refused').length;
  addFile.get({
    path,
    batch,
    kind: 'left_out',
    room,
    day,
    blob_hash: hashObject('blob', content),
    bytes: content.length,
    events: lines,
    is_whole: 0,
  });
  return lines;
}

function addSegment(
  statements: TakeInStatements,
  { path, batch, content }: NewFile,
  commit: string,
): { events: number; messages: number; refused: number } {
  const lines = [...readSegmentLines(content)];
  const events = lines.filter((line): line is Segment => line.kind !== 'refused');
  const { room, day } = parseSegmentPath(path) ?? { room: null, day: null };
  const isOld = statements.hasLeft.get(room, day) !== undefined;
  const placed = events.map((line) =>
    isOld && isGone(statements, line) ? GONE : place(statements, line, commit),
  );
  const isWhole =
    events.length === lines.length &&
    placed.every(
      ({ position, isNewEntry }, index) =>
        isNewEntry && events[index]?.isCanonical === true && position === events[index]?.event.position,
    );
  const file = statements.addFile.get({
    path,
    batch,
    kind: 'segment',
    room,
    day,
    blob_hash: hashObject('blob', content),
    bytes: content.length,
    events: placed.filter(({ isNewEntry }) => isNewEntry).length,
    is_whole: isWhole ? 1 : 0,
  });
  for (const { position, isNewEntry } of placed) if (isNewEntry) statements.addEntry.run(position, file);
  if (placed.includes(GONE)) statements.markRemoved.run(new Date().toISOString(), file);
  return {
    events: events.length,
    messages: placed.filter(({ isNewMessage }) => isNewMessage).length,
    refused: lines.length - events.length,
  };
}

interface Placed {
  readonly position: number;
  /** Whether no other segment holds it. */
  readonly isNewEntry: boolean;
  readonly isNewMessage: boolean;
}

/** What retention has removed stays away, though the archive holds it. */
const GONE: Placed = { position: 0, isNewEntry: false, isNewMessage: false };

function isGone({ findMessage }: TakeInStatements, { event }: Segment): boolean {
  return !('id' in event && typeof event.id === 'string' && findMessage.get(event.id) !== undefined);
}

/** Where the event stands in the database, and put there where it was not. */
function place(statements: TakeInStatements, line: Segment, commit: string): Placed {
  const { event } = line;
  if (line.kind === 'event' && line.event.type === 'room.changed') takeRoom(statements, line.event);
  if (line.kind === 'unknown' || event.type !== 'message.created') return keep(statements, line);
  const created = event as Extract<typeof line.event, { type: 'message.created' }>;
  const known = statements.findMessage.get(created.id);
  if (known !== undefined) {
    statements.mark.run(commit, created.id);
    statements.addChange.run('message.archived', created.id);
    return {
      position: known,
      isNewEntry: statements.findEntry.get(known) === undefined,
      isNewMessage: false,
    };
  }
  const { id, room, author, content, created_at } = created;
  const position = statements.addChange.run('message.created', id).lastInsertRowid as number;
  statements.addMessage.run({ position, id, room, author, content, created_at, commit });
  return { position, isNewEntry: true, isNewMessage: true };
}

function takeRoom({ takeRoom: save, addChange }: TakeInStatements, event: RoomChanged): void {
  save(event);
  addChange.run('room.changed', event.room);
}

/** What happened to a room, and what this version cannot apply, stays as it is. */
function keep({ addChange, keepEvent }: TakeInStatements, { event, line }: Segment): Placed {
  const id = 'id' in event && typeof event.id === 'string' ? event.id : '';
  const position = addChange.run('archive.event', id).lastInsertRowid as number;
  keepEvent.run(position, line);
  return { position, isNewEntry: true, isNewMessage: false };
}
