import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { DatabaseError } from './database-error.ts';
import { lockFile } from './lock-file.ts';

export interface DataDirLock {
  /** Whether a server has kept its database in this folder before. */
  readonly usedBefore: boolean;
  markUsed(): void;
  release(): void;
}

/** Another process, nearly always a server, keeps its database in the folder. */
export class DataDirInUseError extends DatabaseError {}

/**
 * Makes this process the only server on `dataDir`.
 * @throws DataDirInUseError when another process holds it.
 */
export function lockDataDir(dataDir: string): DataDirLock {
  const file = lock(dataDir);
  if (file === null) throw new DataDirInUseError(heldByAnother(dataDir));
  return {
    usedBefore: file.pragma('user_version', { simple: true }) === 1,
    markUsed: () => file.pragma('user_version = 1'),
    release: () => file.close(),
  };
}

function lock(dataDir: string): BetterSqlite3.Database | null {
  try {
    return lockFile(join(dataDir, 'bookchat.lock'));
  } catch (error) {
    if (error instanceof BetterSqlite3.SqliteError)
      throw new DatabaseError(damagedLock(dataDir, error.message));
    throw error;
  }
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
