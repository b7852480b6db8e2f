import type BetterSqlite3 from 'better-sqlite3';

/**
 * Takes apart what was put together for the place and had not arrived when the backup was made: it may have arrived
 * since, and what did not waits again.
 */
export function undoPending(database: BetterSqlite3.Database, target: string): void {
  const after = database
    .prepare<[string], number>(
      "select coalesce(max(batch), -1) from archive_commits where target = ? and state = 'done'",
    )
    .pluck()
    .get(target);
  database
    .transaction(() => {
      database.prepare('delete from archive_commits where target = ? and batch > ?').run(target, after);
      const first = database
        .prepare<[number | undefined], number | null>(
          `select min(entry.position) from archive_files file
           join archive_entries entry on entry.file = file.id where file.batch > ?`,
        )
        .pluck()
        .get(after);
      database
        .prepare('delete from archive_entries where file in (select id from archive_files where batch > ?)')
        .run(after);
      database.prepare('delete from archive_files where batch > ?').run(after);
      database.prepare('delete from archive_batches where number > ?').run(after);
      if (typeof first === 'number')
        database
          .prepare(
            "update server_state set value = ? where key = 'archive_cursor' and cast(value as integer) >= ?",
          )
          .run(String(first - 1), first);
    })
    .immediate();
}
