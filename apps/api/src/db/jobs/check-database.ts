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
    const broken = findBrokenPages(connection);
    if (broken.length > 0) return broken;
    report({ step: 'Following every reference', part: 0.9 });
    return findLooseReferences(connection);
  } finally {
    connection.close();
  }
}

function findBrokenPages(connection: BetterSqlite3.Database): string[] {
  const findings: string[] = [];
  try {
    const check = connection.prepare<[], string>(`pragma integrity_check(${MAX_FAULTS})`).pluck();
    for (const finding of check.iterate()) if (finding !== 'ok') findings.push(inOneLine(finding));
    return findings;
  } catch (error) {
    // So broken that the check itself gives up: what it found until then holds.
    if (isDamage(error)) return [...findings, error.message];
    throw error;
  }
}

/** A finding may hold several, under a line that names the only database there is. */
function inOneLine(finding: string): string {
  return finding
    .replace(/^\*\*\* in database main \*\*\*\n/, '')
    .trim()
    .replaceAll('\n', '; ');
}

function findLooseReferences(connection: BetterSqlite3.Database): string[] {
  const references = connection.pragma('foreign_key_check') as { table: string }[];
  return references.slice(0, MAX_FAULTS).map(({ table }) => `A row of ${table} refers to nothing`);
}

function isDamage(error: unknown): error is Error {
  return error instanceof BetterSqlite3.SqliteError && /^SQLITE_(?:CORRUPT|NOTADB)/.test(error.code);
}
