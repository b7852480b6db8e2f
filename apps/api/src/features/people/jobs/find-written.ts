import BetterSqlite3 from 'better-sqlite3';
import { FIND_WRITTEN } from './queries.ts';

/** The positions of what was written under a name without an account, the oldest first. */
export function findWritten({ file, name }: { readonly file: string; readonly name: string }): number[] {
  const database = new BetterSqlite3(file, { readonly: true, fileMustExist: true });
  try {
    database.pragma('trusted_schema = OFF');
    return database.prepare<[string], number>(FIND_WRITTEN).pluck().all(name);
  } finally {
    database.close();
  }
}
