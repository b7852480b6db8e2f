import type { Message } from '@bookchat/shared';
import type { Database } from '../../db/open-database.ts';
import { createGroupCommit, type GroupCommit } from '../../lib/group-commit.ts';
import type { ChangeLog } from '../changes/index.ts';
import { createFindMessage } from './find-message.ts';
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
  const find = createFindMessage(database.prepareWrite);

  return createGroupCommit(async (messages) => {
    const { results, last, written, kept } = await database.transact(() => writeAll(messages));
    log.publish(last, kept);
    figures.written += written;
    return results;
  });

  function writeAll(messages: readonly NewMessage[]): Written {
    const before = log.readLastPosition();
    let last = before;
    let kept = 0;
    const results = messages.map((message) => {
      if (insert.run(toRow(message, last + 1)) === 0) return getExisting(message.id);
      last += 1;
      if (message.kept_here) kept += 1;
      const type = message.kept_here ? 'message.kept' : 'message.created';
      log.append({ position: last, type, message_id: message.id });
      return null;
    });
    return { results, last, written: last - before, kept };
  }

  function getExisting(id: string): Message {
    const message = find(id);
    if (message === null) throw new Error(`The message ${id} was neither written nor there before`);
    return message;
  }
}

interface Written {
  readonly results: WriteResult[];
  /** The newest position. */
  readonly last: number;
  /** How many of the messages are new. */
  readonly written: number;
  /** How many of these go into no archive. */
  readonly kept: number;
}

interface NewRow {
  readonly position: number;
  readonly id: string;
  readonly room: string;
  readonly author: string;
  readonly author_id: string | null;
  readonly content: string;
  readonly created_at: string;
  readonly kept_here: 0 | 1;
}

function toRow(message: NewMessage, position: number): NewRow {
  const { id, room, author, author_id, content, created_at, kept_here } = message;
  return { position, id, room, author, author_id, content, created_at, kept_here: kept_here ? 1 : 0 };
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
        author_id: parameter('author_id'),
        content: parameter('content'),
        created_at: parameter('created_at'),
        synced: 0,
        kept_here: parameter('kept_here'),
      })
      .onConflict((conflict) => conflict.column('id').doNothing()),
  );
}
