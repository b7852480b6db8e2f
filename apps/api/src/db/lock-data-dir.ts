import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { DatabaseError } from './database-error.ts';
import { makePrivate } from './make-private.ts';

export interface DataDirLock {
  /** Whether a server has kept its database in this folder before. */
  readonly usedBefore: boolean;
  markUsed(): void;
  release(): void;
}

/**
 * Makes this process the only server on `dataDir`. The lock is an operating system's lock on a small SQLite
 * file, so it goes with the process however that ends, and no stale one has to be cleared.
 * @throws DatabaseError when another process holds it.
 */
export function lockDataDir(dataDir: string): DataDirLock {
  const path = join(dataDir, 'bookchat.lock');
  makePrivate(path);
  const file = new BetterSqlite3(path, { timeout: 0 });
  try {
    file.pragma('locking_mode = EXCLUSIVE');
    file.exec('BEGIN EXCLUSIVE; COMMIT');
  } catch (error) {
    file.close();
    if (isBusy(error)) throw new DatabaseError(heldByAnother(dataDir));
    if (error instanceof BetterSqlite3.SqliteError)
      throw new DatabaseError(damagedLock(dataDir, error.message));
    throw error;
  }
  return {
    usedBefore: file.pragma('user_version', { simple: true }) === 1,
    markUsed: () => file.pragma('user_version = 1'),
    release: () => file.close(),
  };
}

function isBusy(error: unknown): boolean {
  return error instanceof BetterSqlite3.SqliteError && error.code.startsWith('SQLITE_BUSY');
}

function damagedLock(dataDir: string, how: string): string {
  return (
    `The file ${join(dataDir, 'bookchat.lock')} is damaged: ${how}. It holds no messages. Remove it, once no ` +
    'BookChat server runs on that folder.'
  );
}

function heldByAnother(dataDir: string): string {
  return (
    `Another BookChat server already runs on ${dataDir}. Two on the same data would overwrite each other. ` +
    'Stop that one first, or give this one a DATA_DIR of its own.'
  );
}
