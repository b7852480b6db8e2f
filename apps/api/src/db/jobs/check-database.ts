import BetterSqlite3 from 'better-sqlite3';
import type { JobProgress } from '../../lib/run-in-worker.ts';

export interface DatabaseCheck {
  /** What is wrong, at most ten findings; empty where the database is sound. */
  readonly faults: readonly string[];
  readonly rows: Readonly<Record<'messages' | 'changes', number>>;
}

const MAX_FAULTS = 10;

/** Reads the whole database for broken pages and references, and counts its rows, beside a running server. */
export function checkDatabase(
  { file }: { readonly file: string },
  report: (progress: JobProgress) => void,
): DatabaseCheck {
  const connection = new BetterSqlite3(file, { readonly: true, fileMustExist: true });
  try {
    report({ step: 'Reading every page', part: 0 });
    const pages = connection.pragma(`integrity_check(${MAX_FAULTS})`) as { integrity_check: string }[];
    report({ step: 'Following every reference', part: 0.8 });
    const references = connection.pragma('foreign_key_check') as { table: string }[];
    report({ step: 'Counting the rows', part: 0.9 });
    return {
      faults: [
        ...pages.map((row) => row.integrity_check).filter((finding) => finding !== 'ok'),
        ...references.map(({ table }) => `A row of ${table} refers to nothing`),
      ].slice(0, MAX_FAULTS),
      rows: { messages: count(connection, 'messages'), changes: count(connection, 'changes') },
    };
  } finally {
    connection.close();
  }
}

function count(connection: BetterSqlite3.Database, table: 'messages' | 'changes'): number {
  return connection.prepare(`select count(*) from ${table}`).pluck().get() as number;
}
