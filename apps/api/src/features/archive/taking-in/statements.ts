import type BetterSqlite3 from 'better-sqlite3';
import { prepareTakeRoom } from '../events/take-room.ts';
import type { NewArchiveFile } from '../queries/files.ts';

/** What taking in reads and writes, on a connection of its own. */
export function prepareTakeInStatements(database: BetterSqlite3.Database) {
  return {
    lastBatch: database.prepare<[], number | null>('select max(number) from archive_batches').pluck(),
    addBatch: database.prepare('insert into archive_batches (number, committed_at, events) values (?, ?, ?)'),
    addCommit: database.prepare(
      `insert into archive_commits (target, batch, state, parent, tree, commit_hash) values (?, ?, 'done', ?, '', ?)`,
    ),
    listCommits: database
      .prepare<[string], string>('select commit_hash from archive_commits where target = ?')
      .pluck(),
    findFile: database.prepare<[string], number>('select id from archive_files where path = ?').pluck(),
    addFile: database
      .prepare<[NewArchiveFile], number>(
        `insert into archive_files (path, batch, kind, room, day, blob_hash, bytes, events, is_whole)
         values (@path, @batch, @kind, @room, @day, @blob_hash, @bytes, @events, @is_whole) returning id`,
      )
      .pluck(),
    findEntry: database
      .prepare<[number], number>('select file from archive_entries where position = ?')
      .pluck(),
    addEntry: database.prepare('insert into archive_entries (position, file) values (?, ?)'),
    findMessage: database.prepare<[string], number>('select position from messages where id = ?').pluck(),
    mark: database.prepare('update messages set git_commit_hash = ?, synced = 1 where id = ?'),
    addMessage: database.prepare(
      `insert into messages (position, id, room, author, content, created_at, git_commit_hash, synced)
       values (@position, @id, @room, @author, @content, @created_at, @commit, 1)`,
    ),
    // The number comes by itself: one more than the last.
    addChange: database.prepare('insert into changes (type, message_id) values (?, ?)'),
    /** Whether messages of a day have left the database, as far as retention has come. */
    hasLeft: database
      .prepare<[string | null, string | null], number>(
        'select 1 from retention_rooms where room = ? and newest_day >= ?',
      )
      .pluck(),
    markRemoved: database.prepare('update archive_files set removed_at = ? where id = ?'),
    takeRoom: prepareTakeRoom(database),
    keepEvent: database.prepare('insert into kept_events (position, line) values (?, ?)'),
  };
}

export type TakeInStatements = ReturnType<typeof prepareTakeInStatements>;
