import { existsSync, rmSync } from 'node:fs';
import BetterSqlite3 from 'better-sqlite3';
import { isOnBranch } from '../list-commits.ts';
import { createImportDatabase, type ImportDatabase, openImportDatabase } from './import-database.ts';
import type { ImportInput } from './import-input.ts';

interface Begun {
  readonly database: ImportDatabase;
  /** Whether something was there that could not be gone on with. */
  readonly isAnew: boolean;
}

/** Opens the database that was begun before, where the branch still leads on from where that ended; or begins one. */
export async function goOnOrBegin(input: ImportInput, signal: AbortSignal): Promise<Begun> {
  const begun = open(input.database);
  if (begun !== null && (await leadsOn(begun, input, signal))) return { database: begun, isAnew: false };
  begun?.close();
  const isAnew = remove(input.database);
  return { database: await createImportDatabase(input.database), isAnew };
}

function open(file: string): ImportDatabase | null {
  if (!existsSync(file)) return null;
  try {
    return openImportDatabase(file);
  } catch (error) {
    // It was cut off before it had its tables, or is damaged.
    if (error instanceof BetterSqlite3.SqliteError) return null;
    throw error;
  }
}

async function leadsOn(
  { tally: { commit } }: ImportDatabase,
  { clone, head }: ImportInput,
  signal: AbortSignal,
): Promise<boolean> {
  return commit === null || isOnBranch(clone, { commit, head, signal });
}

/** @returns whether it was there. */
function remove(file: string): boolean {
  const wasThere = existsSync(file);
  for (const suffix of ['', '-wal', '-shm', '-journal']) rmSync(file + suffix, { force: true });
  return wasThere;
}
