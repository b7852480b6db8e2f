import BetterSqlite3 from 'better-sqlite3';
import { syncFile } from '../../lib/sync-file.ts';
import { leaveOutSessions } from '../backup/leave-out-sessions.ts';
import { canShrink } from '../engines/sqlite-space.ts';
import { isDiskFull } from '../is-disk-full.ts';

export interface CopyInput {
  readonly source: string;
  /** An empty file; it is on the disk at the end. */
  readonly target: string;
}

export type CopyOutcome =
  | { readonly kind: 'copied' }
  | { readonly kind: 'disk_full' }
  /** In the engine's words. */
  | { readonly kind: 'damaged'; readonly reason: string };

/** As long as the server waits for a lock itself. */
const BUSY_TIMEOUT_MS = 5_000;

/**
 * Copies a database as it stands at one moment, beside whatever writes to it. A copy of the file by any other means
 * would be broken or incomplete as often as not.
 */
export function copyDatabase({ source, target }: CopyInput): CopyOutcome {
  try {
    vacuumInto(source, target);
    leaveOutSessions(target);
    syncFile(target);
    return { kind: 'copied' };
  } catch (error) {
    if (isDiskFull(error)) return { kind: 'disk_full' };
    if (isDamage(error)) return { kind: 'damaged', reason: error.message };
    throw error;
  }
}

function vacuumInto(source: string, target: string): void {
  const connection = new BetterSqlite3(source, { readonly: true, fileMustExist: true });
  try {
    connection.pragma(`busy_timeout = ${BUSY_TIMEOUT_MS}`);
    connection.pragma('trusted_schema = OFF');
    connection.pragma('cell_size_check = ON');
    // The copy is brought onto the disk meanwhile and at the end, and not by SQLite all at once.
    connection.pragma('synchronous = OFF');
    // On one that can already, it would be a write.
    if (!canShrink(connection)) connection.pragma('auto_vacuum = INCREMENTAL');
    connection.prepare('vacuum into ?').run(target);
  } finally {
    connection.close();
  }
}

function isDamage(error: unknown): error is Error {
  return error instanceof BetterSqlite3.SqliteError && /^SQLITE_(?:CORRUPT|NOTADB)/.test(error.code);
}
