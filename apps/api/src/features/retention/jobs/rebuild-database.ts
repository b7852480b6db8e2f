import BetterSqlite3 from 'better-sqlite3';
import { isDiskFull } from '../../../db/is-disk-full.ts';

/** `in_use`: somebody reads the file, such as a backup, and the log that the rebuilt one is written to could not be folded. */
export type RebuildOutcome = 'rebuilt' | 'in_use' | 'disk_full';

/**
 * Writes a database anew, page by page as full as can be, in the file that it is in: one transaction, so that whatever
 * ends it leaves what was there before. Whoever reads goes on reading; whoever writes is to be held up by the caller.
 */
export function rebuildDatabase({ file }: { readonly file: string }): RebuildOutcome {
  const database = new BetterSqlite3(file, { fileMustExist: true });
  try {
    database.pragma('busy_timeout = 0');
    database.pragma('trusted_schema = OFF');
    database.pragma('synchronous = FULL');
    if (!foldLog(database)) return 'in_use';
    database.exec('vacuum');
    // Here, as it is the whole database: the next post would have to wait for it otherwise.
    database.pragma(`busy_timeout = ${PATIENCE_MS}`);
    foldLog(database);
    return 'rebuilt';
  } catch (error) {
    if (isDiskFull(error)) return 'disk_full';
    if (isBusy(error)) return 'in_use';
    throw error;
  } finally {
    database.close();
  }
}

/** For whoever began to read meanwhile. */
const PATIENCE_MS = 2_000;

function foldLog(database: BetterSqlite3.Database): boolean {
  const [outcome] = database.pragma('wal_checkpoint(TRUNCATE)') as { busy: number }[];
  return outcome?.busy === 0;
}

function isBusy(error: unknown): boolean {
  return error instanceof BetterSqlite3.SqliteError && error.code.startsWith('SQLITE_BUSY');
}
