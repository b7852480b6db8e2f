import BetterSqlite3 from 'better-sqlite3';
import { makePrivate } from './make-private.ts';

/**
 * Takes an operating system's lock on a small SQLite file, which is made where it is missing. It goes with the
 * process however that ends, and no stale one has to be cleared.
 * @returns the file, which holds the lock until it is closed; null where another holds it.
 * @throws SqliteError where it is damaged.
 */
export function lockFile(path: string): BetterSqlite3.Database | null {
  makePrivate(path);
  const file = new BetterSqlite3(path, { timeout: 0 });
  try {
    file.pragma('locking_mode = EXCLUSIVE');
    file.exec('BEGIN EXCLUSIVE; COMMIT');
    return file;
  } catch (error) {
    file.close();
    if (isBusy(error)) return null;
    throw error;
  }
}

function isBusy(error: unknown): boolean {
  return error instanceof BetterSqlite3.SqliteError && error.code.startsWith('SQLITE_BUSY');
}
