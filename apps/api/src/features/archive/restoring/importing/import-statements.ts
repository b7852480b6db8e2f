import type BetterSqlite3 from 'better-sqlite3';
import { prepareTakeRoom } from '../../events/take-room.ts';

export type ImportStatements = ReturnType<typeof prepareImport>;

/** What an import writes: a million messages are three million rows. */
export function prepareImport(connection: BetterSqlite3.Database) {
  const insert = <Values extends unknown[]>(into: string, values: string) =>
    connection.prepare<Values>(`insert into ${into} values (${values})`);
  return {
    /** Writes nothing where the id is there already. */
    message: connection.prepare<
      [
        position: number,
        id: string,
        room: string,
        author: string,
        content: string,
        created_at: string,
        commit: string,
      ]
    >(
      `insert into messages (position, id, room, author, content, created_at, git_commit_hash, synced)
       values (?, ?, ?, ?, ?, ?, ?, 1) on conflict (id) do nothing`,
    ),
    /** For every message after a position. */
    changes: connection.prepare<[after: number]>(
      `insert into changes (position, type, message_id)
       select position, 'message.created', id from messages where position > ? order by position`,
    ),
    room: prepareTakeRoom(connection),
    keptChange: insert<[position: number, messageId: string]>(
      'changes (position, type, message_id)',
      "?, 'archive.event', ?",
    ),
    kept: insert<[position: number, line: string]>('kept_events (position, line)', '?, ?'),
    /** For every change from one position to another. */
    entries: connection.prepare<[file: number, from: number, to: number]>(
      `insert into archive_entries (position, file)
       select position, ? from changes where position between ? and ? order by position`,
    ),
    batch: insert<[number: number, committedAt: string, events: number]>(
      'archive_batches (number, committed_at, events)',
      '?, ?, ?',
    ),
    file: connection.prepare<NewFile>(
      `insert into archive_files (id, path, batch, kind, room, day, blob_hash, bytes, events, is_whole)
       values (@id, @path, @batch, @kind, @room, @day, @blob, @bytes, @events, @isWhole)`,
    ),
    commit: insert<[target: string, batch: number, parent: string | null, tree: string, commit: string]>(
      'archive_commits (target, batch, state, parent, tree, commit_hash)',
      "?, ?, 'done', ?, ?, ?",
    ),
    /** The hash of what it held first. */
    findFile: connection
      .prepare<[path: string], string>('select blob_hash from archive_files where path = ?')
      .pluck(),
    commits: connection.prepare<[], string>('select commit_hash from archive_commits').pluck(),
    lastFile: connection.prepare<[], number>('select coalesce(max(id), 0) from archive_files').pluck(),
  };
}

export interface NewFile {
  readonly id: number;
  readonly path: string;
  readonly batch: number;
  readonly kind: string;
  readonly room: string | null;
  readonly day: string | null;
  readonly blob: string;
  readonly bytes: number;
  readonly events: number;
  readonly isWhole: 0 | 1;
}
