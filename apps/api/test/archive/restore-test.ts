import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { parseConfig } from '../../src/config.ts';
import { findSource } from '../../src/features/archive/restoring/find-source.ts';
import {
  type ArchiveRestoreEnd,
  restoreArchive,
} from '../../src/features/archive/restoring/restore-archive.ts';
import type { JobProgress } from '../../src/lib/run-in-worker.ts';
import { it as base } from '../archive-test.ts';

export interface RestoreCall {
  /** A folder of the test by itself. */
  readonly into?: string;
  readonly from?: string;
  readonly asOf?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: JobProgress) => void;
}

export interface Restored extends ArchiveRestoreEnd {
  readonly dataDir: string;
  /** What was said on the way. */
  readonly notes: readonly string[];
}

/** A test that restores archives into data folders of its own. */
export const it = base.extend('restore', ({ folder }) => {
  return async (given: RestoreCall): Promise<Restored> => {
    const { into: dataDir = join(folder, 'restored'), from = null, asOf = null, env = {} } = given;
    const settings = parseConfig({ ARCHIVE: 'on', ...env, NODE_ENV: 'development', DATA_DIR: dataDir });
    const notes: string[] = [];
    const source = findSource(from, settings);
    const { signal = new AbortController().signal, onProgress } = given;
    const end = await restoreArchive(
      settings.config,
      { source, asOf },
      { signal, onNote: (text) => notes.push(text), ...(onProgress === undefined ? {} : { onProgress }) },
    );
    return { ...end, dataDir, notes };
  };
});

/** Every column of every row of a table. */
export function rowsOf(dataDir: string, table: string): unknown[] {
  const database = new BetterSqlite3(join(dataDir, 'bookchat.db'), { readonly: true });
  try {
    return database.prepare(`select * from ${table} order by 1`).all();
  } finally {
    database.close();
  }
}
