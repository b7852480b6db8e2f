import BetterSqlite3 from 'better-sqlite3';

/** Writes large messages into the file of a database that nothing else has open: some megabytes a thousand. */
export function fillDatabase(file: string, messages = 10_000): void {
  const connection = new BetterSqlite3(file);
  connection.exec(`
    with recursive numbers(n) as (select 1 union all select n + 1 from numbers where n < ${messages})
    insert into messages (position, id, room, author, content, created_at)
    select 100 + n, format('00000000-0000-7000-8000-%012d', n), 'general', 'alice', hex(randomblob(2000)),
      '2026-01-01T00:00:02.000Z' from numbers;
    insert into changes (position, type, message_id) select position, 'message.created', id from messages where position > 100`);
  connection.close();
}
