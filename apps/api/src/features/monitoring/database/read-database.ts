import type { DatabaseReport } from '@bookchat/shared';
import type { Database } from '../../../db/open-database.ts';
import type { SlowStatement } from '../../../db/statement-watch.ts';
import type { DatabaseFileWatch } from '../database-file.ts';
import type { DatabaseBook } from './database-book.ts';
import { findScans } from './find-scans.ts';
import { suggestIndex } from './suggest-index.ts';

interface Parts {
  readonly database: Database;
  readonly file: DatabaseFileWatch;
  readonly book: DatabaseBook;
  readonly slowAboveMs: number;
}

/** Puts together what is known of the database; what took long is explained anew, as an index may have come. */
export function createReadDatabase({ database, file, book, slowAboveMs }: Parts): () => DatabaseReport {
  const { version, columns } = database.readSchema();
  const tables = new Set(columns.keys());

  return () => {
    const { bytes, walBytes } = file.look();
    const { measured, integrity, optimizedAt } = book;
    return {
      engine: `SQLite ${version}`,
      bytes,
      wal_bytes: walBytes,
      free_bytes: measured?.freeBytes ?? 0,
      tables: [...(measured?.tables ?? [])],
      indexes: (measured?.indexes ?? []).map((index) => ({ ...index, columns: [...index.columns] })),
      measured_at: measured?.measuredAt ?? null,
      integrity,
      optimized_at: optimizedAt,
      slow_above_seconds: slowAboveMs / 1_000,
      slow_queries: database.statements.slow().map(explain),
    };
  };

  function explain({ sql, count, totalMs, maxMs, lastAt }: SlowStatement) {
    const plan = database.explain(sql);
    const scans = findScans(plan, sql, tables);
    return {
      sql,
      count,
      total_seconds: totalMs / 1_000,
      max_seconds: maxMs / 1_000,
      last_at: new Date(lastAt).toISOString(),
      plan,
      scans,
      suggestion: suggestIndex(sql, scans, (table) => columns.get(table) ?? []),
    };
  }
}
