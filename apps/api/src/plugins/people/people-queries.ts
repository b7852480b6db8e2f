import type { Database } from '../../db/open-database.ts';
import type { PeopleTable, SessionsTable } from '../../db/schema/people.ts';

const PERSON = [
  'id',
  'name',
  'name_key',
  'email',
  'password_hash',
  'role',
  'state',
  'muted_until',
  'mute_reason',
  'suspend_reason',
  'messages_hidden',
  'github_id',
  'github_login',
  'github_role',
  'github_gone_at',
  'created_at',
  'last_seen_at',
  'renamed_at',
  'status_text',
  'time_zone',
  'avatar',
] as const satisfies (keyof PeopleTable)[];

const SESSION = [
  'id',
  'secret_hash',
  'person_id',
  'device',
  'created_at',
  'last_used_at',
  'fresh_at',
  'expires_at',
] as const satisfies (keyof SessionsTable)[];

export function preparePeople(database: Database) {
  return {
    // Through the writer, as a failed transaction is looked at again at once.
    readAll: database.prepareWrite<object, PeopleTable>((db) => db.selectFrom('people').select(PERSON)),
    insert: database.prepareWrite<PeopleTable, unknown>((db, parameter) =>
      db.insertInto('people').values(toValues<PeopleTable>(PERSON, parameter)),
    ),
    update: database.prepareWrite<PeopleTable, unknown>((db, parameter) =>
      db
        .updateTable('people')
        .set(toValues<PeopleTable>(PERSON, parameter))
        .where('id', '=', parameter('id')),
    ),
    removeAvatar: database.prepareWrite<{ hash: string }, unknown>((db, parameter) =>
      db.deleteFrom('avatars').where('hash', '=', parameter('hash')),
    ),
    saw: database.prepareWrite<{ id: string; at: string }, unknown>((db, parameter) =>
      db
        .updateTable('people')
        .set({ last_seen_at: parameter('at') })
        .where('id', '=', parameter('id')),
    ),
  };
}

export function prepareSessions(database: Database) {
  return {
    readAll: database.prepareWrite<object, SessionsTable>((db) => db.selectFrom('sessions').select(SESSION)),
    insert: database.prepareWrite<SessionsTable, unknown>((db, parameter) =>
      db.insertInto('sessions').values(toValues<SessionsTable>(SESSION, parameter)),
    ),
    remove: database.prepareWrite<{ id: string }, unknown>((db, parameter) =>
      db.deleteFrom('sessions').where('id', '=', parameter('id')),
    ),
    confirm: database.prepareWrite<{ id: string; fresh_at: string; secret_hash: string }, unknown>(
      (db, parameter) =>
        db
          .updateTable('sessions')
          .set({ fresh_at: parameter('fresh_at'), secret_hash: parameter('secret_hash') })
          .where('id', '=', parameter('id')),
    ),
    used: database.prepareWrite<{ id: string; at: string }, unknown>((db, parameter) =>
      db
        .updateTable('sessions')
        .set({ last_used_at: parameter('at') })
        .where('id', '=', parameter('id')),
    ),
  };
}

function toValues<Row>(columns: readonly (keyof Row & string)[], parameter: (name: never) => unknown): Row {
  const read = parameter as (name: keyof Row) => Row[keyof Row];
  return Object.fromEntries(columns.map((column) => [column, read(column)])) as Row;
}
