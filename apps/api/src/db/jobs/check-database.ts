import BetterSqlite3 from 'better-sqlite3';
import type { JobProgress } from '../../lib/run-in-worker.ts';

const MAX_FAULTS = 10;

/**
 * Reads the whole database for broken pages and references, beside a running server.
 * @returns what is wrong, at most ten findings; none where it is sound.
 * @throws the engine's error where the file cannot be opened or read at all.
 */
export function checkDatabase(
  { file }: { readonly file: string },
  report: (progress: JobProgress) => void,
): string[] {
  const connection = new BetterSqlite3(file, { readonly: true, fileMustExist: true });
  try {
    report({ step: 'Reading every page', part: 0 });
    const pages = connection.pragma(`integrity_check(${MAX_FAULTS})`) as { integrity_check: string }[];
    report({ step: 'Following every reference', part: 0.9 });
    const references = connection.pragma('foreign_key_check') as { table: string }[];
    return [
      ...pages.map((row) => row.integrity_check).filter((finding) => finding !== 'ok'),
      ...references.map(({ table }) => `A row of ${table} refers to nothing`),
    ].slice(0, MAX_FAULTS);
  } catch (error) {
    if (isDamage(error)) return [error.message];
    throw error;
  } finally {
    connection.close();
  }
}

/** So broken that not even a list of its faults can be made. */
function isDamage(error: unknown): error is Error {
  return error instanceof BetterSqlite3.SqliteError && /^SQLITE_(?:CORRUPT|NOTADB)/.test(error.code);
}
