import BetterSqlite3 from 'better-sqlite3';
import { nameKey } from '../../lib/name-key.ts';

/** It reads every message: never on the event loop. */
export const LIST_EARLIER_WRITERS =
  'select distinct author from messages where author_id is null or claimed = 1';

/** The keys of the names that wrote without an account, also where what they wrote has been given to a person since. */
export function listEarlierWriters({ file }: { readonly file: string }): string[] {
  const database = new BetterSqlite3(file, { readonly: true, fileMustExist: true });
  try {
    database.pragma('trusted_schema = OFF');
    return toKeys(database.prepare<[], string>(LIST_EARLIER_WRITERS).pluck().all());
  } finally {
    database.close();
  }
}

export function toKeys(names: readonly string[]): string[] {
  return [...new Set(names.map(nameKey))];
}
