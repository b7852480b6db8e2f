import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';

interface Line {
  readonly id: string;
  readonly author: string;
  readonly content: string;
}

/** Every message of a database that nobody has open, as one line, in the order of the history. */
export function readHistory(dataDir: string): string[] {
  return withDatabase(dataDir, (database) =>
    database
      .prepare<[], Line>('select id, author, content from messages order by position')
      .all()
      .map(({ id, author, content }) => `${id} ${author}: ${content}`),
  );
}

export function readEpoch(dataDir: string): string {
  const query = "select value from server_state where key = 'epoch'";
  return withDatabase(dataDir, (database) => String(database.prepare(query).pluck().get()));
}

/** @throws Error where a page, a reference or a position of the change log is not in order. */
export function checkSound(dataDir: string): void {
  withDatabase(dataDir, (database) => {
    const pages = database.pragma('integrity_check', { simple: true });
    if (pages !== 'ok') throw new Error(`integrity_check says ${String(pages)}`);
    const gaps = database
      .prepare(
        'select count(*) from changes c left join messages m on m.id = c.message_id where m.id is null',
      )
      .pluck()
      .get();
    if (gaps !== 0) throw new Error(`${String(gaps)} changes speak of messages that are not there`);
    const [last, count] = database
      .prepare<[], [number, number]>('select max(position), count(*) from changes')
      .raw()
      .get() ?? [0, 0];
    if (last !== count) throw new Error(`The change log has ${count} rows and ends at ${last}`);
  });
}

/** Writes messages at the end of a history, faster than a server takes them. */
export function writeMessages(dataDir: string, count: number, content: string): void {
  withDatabase(dataDir, (database) => {
    const last =
      database.prepare<[], number>('select coalesce(max(position), 0) from changes').pluck().get() ?? 0;
    database.exec(`
      with recursive numbers(n) as (select ${last + 1} union all select n + 1 from numbers where n < ${last + count})
      insert into messages (position, id, room, author, content, created_at)
      select n, format('00000000-0000-7000-8000-%012d', n), 'general', 'alice', '${content} ' || n || hex(randomblob(100)),
        '2026-01-01T00:00:00.000Z' from numbers;
      insert into changes (position, type, message_id)
      select position, 'message.created', id from messages where position > ${last}`);
  });
}

function withDatabase<T>(dataDir: string, work: (database: BetterSqlite3.Database) => T): T {
  const database = new BetterSqlite3(join(dataDir, 'bookchat.db'), { fileMustExist: true });
  try {
    return work(database);
  } finally {
    database.close();
  }
}
