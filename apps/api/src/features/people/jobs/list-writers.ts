import BetterSqlite3 from 'better-sqlite3';
import { LIST_WRITERS, type Writer } from './queries.ts';

/** The names that wrote without an account, the busiest first. */
export function listWriters({ file }: { readonly file: string }): Writer[] {
  const database = new BetterSqlite3(file, { readonly: true, fileMustExist: true });
  try {
    database.pragma('trusted_schema = OFF');
    return database.prepare<[], Writer>(LIST_WRITERS).all();
  } finally {
    database.close();
  }
}
