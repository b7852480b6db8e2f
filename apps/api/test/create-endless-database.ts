import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';

/** A database whose messages have no end, or so many, for whoever counts them. */
export function createEndlessDatabase(folder: string, messages = Number.MAX_SAFE_INTEGER): string {
  const file = join(folder, 'endless.db');
  const database = new BetterSqlite3(file);
  database.exec(`create view messages as
    with recursive number(position) as (select 1 union all select position + 1 from number limit ${messages})
    select position from number`);
  database.close();
  return file;
}
