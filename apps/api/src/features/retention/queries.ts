import { type Kysely, sql } from 'kysely';
import type { Database } from '../../db/open-database.ts';
import { OF_ROOMS, TOLD_ONLY } from '../../db/schema/changes.ts';
import type { Schema } from '../../db/schema/index.ts';
import type { OldMessage } from './jobs/keep-yearly.ts';

/** What takes the messages of one segment, and all that belongs to them, out of the database; within one transaction. */
export function prepareRemoveFile(database: Database) {
  const messages = database.prepareWrite<{ file: number }, unknown>((db, parameter) =>
    db.deleteFrom('messages').where('position', 'in', () => positionsOf(db, parameter('file'))),
  );
  const events = database.prepareWrite<{ file: number }, unknown>((db, parameter) =>
    db.deleteFrom('kept_events').where('position', 'in', () => positionsOf(db, parameter('file'))),
  );
  const changes = database.prepareWrite<{ file: number; newest: number }, unknown>((db, parameter) =>
    db
      .deleteFrom('changes')
      .where('position', 'in', () => positionsOf(db, parameter('file')))
      .where('position', '<', parameter('newest')),
  );
  const entries = database.prepareWrite<{ file: number }, unknown>((db, parameter) =>
    db.deleteFrom('archive_entries').where('file', '=', parameter('file')),
  );
  const mark = database.prepareWrite<{ file: number; at: string }, unknown>((db, parameter) =>
    db
      .updateTable('archive_files')
      .set({ removed_at: parameter('at') })
      .where('id', '=', parameter('file'))
      .where('removed_at', 'is', null),
  );
  return { messages, events, changes, entries, mark };
}

function positionsOf(inner: Pick<Kysely<Schema>, 'selectFrom'>, file: number) {
  return inner.selectFrom('archive_entries').select('position').where('file', '=', file);
}

/** Remembers how far messages of a room have left. */
export function prepareRaiseNewestDay(database: Database) {
  return database.prepareWrite<{ room: string; day: string }, unknown>((db, parameter) =>
    db
      .insertInto('retention_rooms')
      .values({ room: parameter('room'), newest_day: parameter('day') })
      .onConflict((conflict) =>
        conflict.column('room').doUpdateSet({ newest_day: sql`max(newest_day, excluded.newest_day)` }),
      ),
  );
}

/** Whether any message has ever left. */
export function prepareHasRemoved(database: Database) {
  return database.prepareRead<object, { room: string }>((db) =>
    db.selectFrom('retention_rooms').select('room').limit(1),
  );
}

export function prepareNextRoom(database: Database) {
  return database.prepareRead<{ after: string }, { room: string | null }>((db, parameter) =>
    db
      .selectFrom('messages')
      .where('room', '>', parameter('after'))
      .select(({ fn }) => fn.min<string | null>('room').as('room')),
  );
}

/** What stands between a run and the history that it was begun for. */
export function prepareIsRestored(database: Database) {
  return database.prepareWrite<object, { value: string }>((db) =>
    db.selectFrom('server_state').select('value').where('key', '=', 'restored'),
  );
}

/** What only pollers were told, of messages that are gone, in a window of positions. */
export function prepareListLonelyReceipts(database: Database) {
  return database.prepareRead<{ from: number; to: number }, { position: number }>((db, parameter) =>
    db
      .selectFrom('changes as change')
      .leftJoin('messages as message', 'message.id', 'change.message_id')
      .where('change.position', '>', parameter('from'))
      .where('change.position', '<=', parameter('to'))
      .where('change.type', 'in', TOLD_ONLY)
      .where('change.type', 'not in', OF_ROOMS)
      .where('message.id', 'is', null)
      .orderBy('change.position')
      .select('change.position'),
  );
}

/** `positions` is a list of numbers as JSON. */
export function prepareRemoveChanges(database: Database) {
  return database.prepareWrite<{ positions: string }, unknown>((db, parameter) =>
    db
      .deleteFrom('changes')
      .where('position', 'in', sql<number>`(select value from json_each(${parameter('positions')}))`),
  );
}

/** Messages that no archive takes, of before a day; but for the newest change, from which the next number comes. */
export function prepareListAside(database: Database) {
  return database.prepareRead<{ room: string; day: string; newest: number; limit: number }, OldMessage>(
    (db, parameter) =>
      db
        .selectFrom('archive_set_aside as aside')
        // Which SQLite keeps to the order of: there are few of those, and they come in their order.
        .crossJoin('messages as message')
        .whereRef('message.position', '=', 'aside.position')
        .where('aside.position', '<', parameter('newest'))
        .where('message.room', '=', parameter('room'))
        .where('message.created_at', '<', parameter('day'))
        .orderBy('aside.position')
        .select([
          'message.id',
          'message.position',
          'message.room',
          'message.author',
          'message.content',
          'message.created_at',
          'message.edited_at',
          'aside.reason',
        ])
        .limit(parameter('limit')),
  );
}

const NEVER_ARCHIVED = 'What is written in this room does not go into the archive.';

/** The same of what was written where nothing goes into the archive. */
export function prepareListKeptHere(database: Database) {
  return database.prepareRead<{ room: string; day: string; newest: number; limit: number }, OldMessage>(
    (db, parameter) =>
      db
        .selectFrom('messages')
        .where('kept_here', '=', sql.lit(1))
        .where('room', '=', parameter('room'))
        .where('position', '<', parameter('newest'))
        .where('created_at', '<', parameter('day'))
        .orderBy('position')
        .select(['id', 'position', 'room', 'author', 'content', 'created_at', 'edited_at'])
        .select(sql.lit(NEVER_ARCHIVED).as('reason'))
        .limit(parameter('limit')),
  );
}

/** Takes one message out that is in the database of its year. */
export function prepareRemoveAside(database: Database) {
  const message = database.prepareWrite<{ position: number; id: string }, unknown>((db, parameter) =>
    db.deleteFrom('messages').where('position', '=', parameter('position')).where('id', '=', parameter('id')),
  );
  const change = database.prepareWrite<{ position: number }, unknown>((db, parameter) =>
    db.deleteFrom('changes').where('position', '=', parameter('position')),
  );
  const aside = database.prepareWrite<{ position: number }, unknown>((db, parameter) =>
    db.deleteFrom('archive_set_aside').where('position', '=', parameter('position')),
  );
  return { message, change, aside };
}

/** The last run, as it was told. */
export function prepareLastRun(database: Pick<Database, 'prepareRead' | 'prepareWrite'>) {
  const find = database.prepareRead<object, { outcome: string }>((db) =>
    db.selectFrom('retention_runs').select('outcome').where('id', '=', 1),
  );
  const save = database.prepareWrite<{ outcome: string }, unknown>((db, parameter) =>
    db
      .insertInto('retention_runs')
      .values({ id: 1, outcome: parameter('outcome') })
      .onConflict((conflict) => conflict.column('id').doUpdateSet({ outcome: parameter('outcome') })),
  );
  return { find, save };
}
