import { closeSync, openSync } from 'node:fs';
import BetterSqlite3 from 'better-sqlite3';
import type { JobProgress } from '../../lib/run-in-worker.ts';
import { syncFile } from '../../lib/sync-file.ts';
import { isDiskFull } from '../is-disk-full.ts';

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
 * @param target a file that is not there yet; for its owner alone from the first byte, and on the disk at the end.
 */
export function copyDatabase(
  { source, target }: { readonly source: string; readonly target: string },
  report: (progress: JobProgress) => void,
): CopyOutcome {
  report({ step: 'Copying the database', part: 0 });
  // SQLite takes an empty file for one that is yet to be made.
  closeSync(openSync(target, 'wx', 0o600));
  try {
    vacuumInto(source, target);
    report({ step: 'Bringing the copy onto the disk', part: 0.9 });
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
    connection.prepare('vacuum into ?').run(target);
  } finally {
    connection.close();
  }
}

function isDamage(error: unknown): error is Error {
  return error instanceof BetterSqlite3.SqliteError && /^SQLITE_(?:CORRUPT|NOTADB)/.test(error.code);
}
