import { type Kysely, type SelectQueryBuilder, sql } from 'kysely';
import { messageJson } from '../../db/message-json.ts';
import type { Database } from '../../db/open-database.ts';
import type { Schema } from '../../db/schema/index.ts';

interface Wanted {
  readonly room: string;
  /** The page lies on one side of this position, which itself is left out. */
  readonly from: number;
  readonly limit: number;
}

export interface Page {
  /** The messages as JSON in UTF-8, oldest first, with commas between them; null where there is none. */
  readonly messages: Buffer | null;
  readonly first: number | null;
  readonly last: number | null;
}

/** The messages of a room just before a position. */
export function prepareListBefore(database: Database) {
  return database.prepareRead<Wanted, Page>((db, parameter) =>
    selectPage(
      db,
      db
        .selectFrom('messages')
        .select(['position', messageJson.as('json')])
        .where('room', '=', parameter('room'))
        .where('position', '<', parameter('from'))
        .where('hidden', '=', 0)
        .orderBy('position', 'desc')
        .limit(parameter('limit')),
    ),
  );
}

/** The messages of a room just after a position. */
export function prepareListAfter(database: Database) {
  return database.prepareRead<Wanted, Page>((db, parameter) =>
    selectPage(
      db,
      db
        .selectFrom('messages')
        .select(['position', messageJson.as('json')])
        .where('room', '=', parameter('room'))
        .where('position', '>', parameter('from'))
        .where('hidden', '=', 0)
        .orderBy('position')
        .limit(parameter('limit')),
    ),
  );
}

type Messages = SelectQueryBuilder<Schema, 'messages', { position: number; json: string }>;

/**
 * Makes bytes of messages, which go out as they are: text would be turned into UTF-16 and back. group_concat
 * takes them in the order of the query within: https://sqlite.org/lang_aggfunc.html#group_concat
 */
function selectPage(db: Kysely<Schema>, messages: Messages) {
  const inOrder = db.selectFrom(messages.as('message')).select(['position', 'json']).orderBy('position');
  return db
    .selectFrom(inOrder.as('message'))
    .select(({ fn }) => [
      sql<Buffer | null>`cast(group_concat(json, ',') as blob)`.as('messages'),
      fn.min<number | null>('position').as('first'),
      fn.max<number | null>('position').as('last'),
    ]);
}

/** Whether the room goes on before the position `first`, or after the position `last`. */
export function prepareHasBeyond(database: Database) {
  const before = database.prepareRead<{ room: string; first: number }, { position: number }>(
    (db, parameter) =>
      db
        .selectFrom('messages')
        .select('position')
        .where('room', '=', parameter('room'))
        .where('position', '<', parameter('first'))
        .where('hidden', '=', 0)
        .orderBy('position', 'desc')
        .limit(1),
  );
  const after = database.prepareRead<{ room: string; last: number }, { position: number }>((db, parameter) =>
    db
      .selectFrom('messages')
      .select('position')
      .where('room', '=', parameter('room'))
      .where('position', '>', parameter('last'))
      .where('hidden', '=', 0)
      .orderBy('position')
      .limit(1),
  );
  return {
    before: (room: string, { first }: Page) => first !== null && before.get({ room, first }) !== undefined,
    after: (room: string, { last }: Page) => last !== null && after.get({ room, last }) !== undefined,
  };
}

export function prepareFindPosition(database: Database) {
  return database.prepareRead<{ id: string; room: string }, { position: number }>((db, parameter) =>
    db
      .selectFrom('messages')
      .select('position')
      .where('id', '=', parameter('id'))
      .where('room', '=', parameter('room')),
  );
}
