import { existsSync } from 'node:fs';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { DatabaseError } from '../../db/database-error.ts';

/** `used`: none runs, and one has kept its database there before; `new`: none ever has. */
export type FoundServer = 'running' | 'used' | 'new';

/**
 * Looks for a server on a data folder by the lock that it holds (db/lock-data-dir.ts), which is not taken for longer
 * than the look takes.
 * @throws DatabaseError where that cannot be told.
 */
export function findServer(dataDir: string): FoundServer {
  const path = join(dataDir, 'bookchat.lock');
  if (!existsSync(path)) return 'new';
  try {
    return wasUsed(path) ? 'used' : 'new';
  } catch (error) {
    if (!(error instanceof BetterSqlite3.SqliteError)) throw error;
    if (error.code.startsWith('SQLITE_BUSY')) return 'running';
    throw new DatabaseError(
      `The file ${path}, which holds no messages, cannot be read: ${error.message}. See that this user may read it; ` +
        'if it is damaged, remove it once no BookChat server runs on that folder.',
    );
  }
}

function wasUsed(path: string): boolean {
  const file = new BetterSqlite3(path, { readonly: true, fileMustExist: true, timeout: 0 });
  try {
    return file.pragma('user_version', { simple: true }) === 1;
  } finally {
    file.close();
  }
}
