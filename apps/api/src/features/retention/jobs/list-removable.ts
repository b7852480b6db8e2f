import BetterSqlite3 from 'better-sqlite3';
import { REMOVABLE_FILES } from './removable-files.ts';

export interface ListRemovableInput {
  /** The database's file. */
  readonly file: string;
  readonly room: string;
  /** The first day that stays. */
  readonly day: string;
  /** The last batch that the archive was verified to hold. */
  readonly upTo: number;
}

export interface RemovableFile {
  readonly id: number;
  readonly day: string;
  /** What it holds. */
  readonly events: number;
}

export const MAX_LISTED = 5_000;

/** The segments whose messages may leave, the oldest first, and not more than fit into the memory. */
export function listRemovable({ file, ...wanted }: ListRemovableInput): RemovableFile[] {
  const database = new BetterSqlite3(file, { readonly: true, fileMustExist: true });
  try {
    database.pragma('trusted_schema = OFF');
    return database
      .prepare<[typeof wanted], RemovableFile>(
        `select file.id, file.day, (select count(*) from archive_entries entry where entry.file = file.id) as events
         from (${REMOVABLE_FILES}) file order by file.day, file.id limit ${MAX_LISTED}`,
      )
      .all(wanted);
  } finally {
    database.close();
  }
}
