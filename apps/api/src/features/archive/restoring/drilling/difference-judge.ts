import type BetterSqlite3 from 'better-sqlite3';
import { ABOUT_PEOPLE } from '../../../../db/restore/read-rows.ts';

const aboutPeople: ReadonlySet<string> = new Set(ABOUT_PEOPLE);

/** A message as a database has it, and the file of the archive that it came from or went to. */
interface Found {
  readonly position: number;
  readonly content: Buffer;
  /** Null where no file holds it. */
  readonly batch: number | null;
  readonly isWhole: 0 | 1 | null;
  readonly path: string | null;
}

/**
 * Knows which of the rows that are not the same are as they should be: those that the archive does not hold yet, or
 * never will; those that were changed since, or that retention has removed; and those that came to the live database from the archive, after others.
 * @param upTo the last batch that the archive was read to.
 */
export function createDifferenceJudge(
  ours: BetterSqlite3.Database,
  theirs: BetterSqlite3.Database,
  upTo: number,
) {
  const findOurs = prepareFind(ours, ours);
  const findTheirs = prepareFind(theirs, ours);
  const wasChanged = theirs.prepare<[string]>(
    `select 1 from changes where type in ('message.edited', 'message.deleted') and message_id = ? limit 1`,
  );
  const findRemoved = theirs.prepare<[string | null]>(
    'select 1 from archive_files where path = ? and removed_at is not null',
  );
  const hasChanges = theirs
    .prepare("select 1 from changes where type in ('message.edited', 'message.deleted') limit 1")
    .get();

  return {
    /** Where the later of the two ends, as far as the archive was read. */
    end: Math.max(lastPosition(ours, upTo), lastPosition(theirs, upTo)),
    isDifference(id: string): boolean {
      const mine = findOurs.get(id);
      const other = findTheirs.get(id);
      if (mine === undefined) return other !== undefined && isArchived(other);
      if (other === undefined) return !isChanged(id) && !wasRemoved(mine);
      return !isSame(mine, other) && !isChanged(id);
    },
  };

  function isArchived({ batch }: Found): boolean {
    return batch !== null && batch <= upTo;
  }

  function wasRemoved({ path }: Found): boolean {
    return findRemoved.get(path) !== undefined;
  }

  function isChanged(id: string): boolean {
    return hasChanges !== undefined && wasChanged.get(id) !== undefined;
  }
}

/** A file that could not be made again says by that that its events may stand elsewhere. */
function isSame(mine: Found, other: Found): boolean {
  if (!mine.content.equals(other.content)) return false;
  return mine.position === other.position || mine.isWhole === 0 || other.isWhole === 0;
}

function lastPosition(connection: BetterSqlite3.Database, upTo: number): number {
  return (
    connection
      .prepare<[number], number | null>(
        `select max(entry.position) from archive_files file
         join archive_entries entry on entry.file = file.id where file.batch <= ?`,
      )
      .pluck()
      .get(upTo) ?? 0
  );
}

/** With all the columns that messages have in another database, but for what no archive holds; as bytes, as text that is no UTF-8 may be anything. */
function prepareFind(from: BetterSqlite3.Database, columnsOf: BetterSqlite3.Database) {
  const columns = columnsOf
    .prepare<[], string>("select name from pragma_table_info('messages') where name <> 'position'")
    .pluck()
    .all()
    .filter((column) => !aboutPeople.has(column));
  const row = columns.map((column) => `quote(message."${column}")`).join(" || ',' || ");
  return from.prepare<[string], Found>(
    `select message.position, cast(${row} as blob) as content, file.batch, file.is_whole as isWhole, file.path
     from messages message
     left join archive_entries entry on entry.position = message.position
     left join archive_files file on file.id = entry.file
     where message.id = ?`,
  );
}
