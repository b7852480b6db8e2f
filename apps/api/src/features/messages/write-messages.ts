import type { Message } from '@bookchat/shared';
import type { Database } from '../../db/open-database.ts';
import { createGroupCommit, type GroupCommit } from '../../lib/group-commit.ts';
import type { ChangeLog } from '../changes/index.ts';
import type { MessageFigures } from './message-figures.ts';

export type NewMessage = Message;
/** Null when the message was written, else the one that had its id already. */
export type WriteResult = Message | null;

/** The queue that every new message goes through: a transaction for each batch, durable when it answers. */
export function createMessageQueue(
  database: Database,
  log: ChangeLog,
  figures: MessageFigures,
): GroupCommit<NewMessage, WriteResult> {
  const insert = prepareInsert(database);
  const find = prepareFind(database);

  return createGroupCommit(async (messages) => {
    const { results, last, written } = await database.transact(() => writeAll(messages));
    log.publish(last);
    figures.written += written;
    return results;
  });

  function writeAll(messages: readonly NewMessage[]): Written {
    const before = log.readLastPosition();
    let last = before;
    const results = messages.map((message) => {
      if (insert.run(toRow(message, last + 1)) === 0) return getExisting(message.id);
      last += 1;
      log.append({ position: last, type: 'message.created', message_id: message.id });
      return null;
    });
    return { results, last, written: last - before };
  }

  function getExisting(id: string): Message {
    const row = find.get({ id });
    if (row === undefined) throw new Error(`The message ${id} was neither written nor there before`);
    return { ...row, synced: row.synced === 1 };
  }
}

interface Written {
  readonly results: WriteResult[];
  /** The newest position. */
  readonly last: number;
  /** How many of the messages are new. */
  readonly written: number;
}

interface NewRow {
  readonly position: number;
  readonly id: string;
  readonly room: string;
  readonly author: string;
  readonly content: string;
  readonly created_at: string;
}

function toRow({ id, room, author, content, created_at }: NewMessage, position: number): NewRow {
  return { position, id, room, author, content, created_at };
}

function prepareInsert(database: Database) {
  return database.prepareWrite<NewRow, unknown>((db, parameter) =>
    db
      .insertInto('messages')
      .values({
        position: parameter('position'),
        id: parameter('id'),
        room: parameter('room'),
        author: parameter('author'),
        content: parameter('content'),
        created_at: parameter('created_at'),
        synced: 0,
      })
      .onConflict((conflict) => conflict.column('id').doNothing()),
  );
}

function prepareFind(database: Database) {
  return database.prepareWrite<{ id: string }, Omit<Message, 'synced'> & { synced: 0 | 1 }>((db, parameter) =>
    db
      .selectFrom('messages')
      .select(['id', 'room', 'author', 'content', 'created_at', 'edited_at', 'git_commit_hash', 'synced'])
      .where('id', '=', parameter('id')),
  );
}
