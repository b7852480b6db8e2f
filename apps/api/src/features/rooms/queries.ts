import { sql } from 'kysely';
import type { Database } from '../../db/open-database.ts';
import { OF_ROOMS_SQL } from '../../db/schema/changes.ts';
import type { RoomPeopleTable, RoomReadsTable, RoomsTable } from '../../db/schema/rooms.ts';

/** What memory is filled from; by way of the writer, as it is asked right after something was written. */
export function prepareLoad(database: Database) {
  const rooms = database.prepareWrite<object, RoomsTable>((db) => db.selectFrom('rooms').selectAll());
  const people = database.prepareWrite<object, RoomPeopleTable>((db) =>
    db.selectFrom('room_people').selectAll(),
  );
  return { rooms, people };
}

/** What changes rooms; within a transaction. */
export function prepareRoomWrites(database: Database) {
  const insert = database.prepareWrite<RoomsTable, unknown>((db, parameter) =>
    db
      .insertInto('rooms')
      .values({
        name: parameter('name'),
        title: parameter('title'),
        description: parameter('description'),
        kind: parameter('kind'),
        closed_at: parameter('closed_at'),
        in_repository: parameter('in_repository'),
        repository_since: parameter('repository_since'),
        position: parameter('position'),
        created_at: parameter('created_at'),
        created_by: parameter('created_by'),
      })
      .onConflict((conflict) => conflict.doNothing()),
  );
  const update = database.prepareWrite<
    Pick<RoomsTable, 'name' | 'title' | 'description' | 'closed_at' | 'in_repository' | 'repository_since'>,
    unknown
  >((db, parameter) =>
    db
      .updateTable('rooms')
      .set({
        title: parameter('title'),
        description: parameter('description'),
        closed_at: parameter('closed_at'),
        in_repository: parameter('in_repository'),
        repository_since: parameter('repository_since'),
      })
      .where('name', '=', parameter('name')),
  );
  const move = database.prepareWrite<Pick<RoomsTable, 'name' | 'position'>, unknown>((db, parameter) =>
    db
      .updateTable('rooms')
      .set({ position: parameter('position') })
      .where('name', '=', parameter('name')),
  );
  const give = database.prepareWrite<{ name: string; created_by: string }, unknown>((db, parameter) =>
    db
      .updateTable('rooms')
      .set({ created_by: parameter('created_by') })
      .where('name', '=', parameter('name')),
  );
  const keepEvent = database.prepareWrite<{ position: number; line: string }, unknown>((db, parameter) =>
    db.insertInto('kept_events').values({ position: parameter('position'), line: parameter('line') }),
  );
  const enter = database.prepareWrite<RoomPeopleTable, unknown>((db, parameter) =>
    db
      .insertInto('room_people')
      .values({
        room: parameter('room'),
        person_id: parameter('person_id'),
        is_owner: parameter('is_owner'),
        joined_at: parameter('joined_at'),
        let_in_by: parameter('let_in_by'),
      })
      .onConflict((conflict) => conflict.doNothing()),
  );
  const leave = database.prepareWrite<Pick<RoomPeopleTable, 'room' | 'person_id'>, unknown>((db, parameter) =>
    db
      .deleteFrom('room_people')
      .where('room', '=', parameter('room'))
      .where('person_id', '=', parameter('person_id')),
  );
  const empty = database.prepareWrite<Pick<RoomPeopleTable, 'room'>, unknown>((db, parameter) =>
    db.deleteFrom('room_people').where('room', '=', parameter('room')),
  );
  return { insert, update, move, give, keepEvent, enter, leave, empty };
}

interface Newest {
  readonly id: string;
  readonly author: string;
  readonly excerpt: string;
  readonly created_at: string;
}

const EXCERPT_CHARACTERS = 140;

export function prepareNewestMessage(database: Database) {
  return database.prepareRead<{ room: string }, Newest>((db, parameter) =>
    db
      .selectFrom('messages')
      .select(['id', 'author', 'created_at'])
      .select(sql<string>`substr(content, 1, ${sql.lit(EXCERPT_CHARACTERS)})`.as('excerpt'))
      .where('room', '=', parameter('room'))
      .where('hidden', '=', 0)
      .where('position', '>', sql.lit(0))
      .orderBy('position', 'desc')
      .limit(1),
  );
}

/** How far people have read. */
export function prepareReads(database: Database) {
  const readAll = database.prepareWrite<object, RoomReadsTable>((db) =>
    db.selectFrom('room_reads').selectAll(),
  );
  const save = database.prepareWrite<RoomReadsTable, unknown>((db, parameter) =>
    db
      .insertInto('room_reads')
      .values({
        person_id: parameter('person_id'),
        room: parameter('room'),
        position: parameter('position'),
      })
      .onConflict((conflict) =>
        conflict
          .columns(['person_id', 'room'])
          .doUpdateSet({ position: sql`max(room_reads.position, excluded.position)` }),
      ),
  );
  return { readAll, save };
}

export function prepareFindMessage(database: Database) {
  const position = database.prepareRead<{ id: string; room: string }, { position: number }>((db, parameter) =>
    db
      .selectFrom('messages')
      .select('position')
      .where('id', '=', parameter('id'))
      .where('room', '=', parameter('room')),
  );
  const id = database.prepareRead<{ position: number }, { id: string }>((db, parameter) =>
    db.selectFrom('messages').select('id').where('position', '=', parameter('position')),
  );
  return { position, id };
}

interface Unread {
  readonly room: string;
  /** Behind which nothing has been read. */
  readonly after: number;
  /** What is older was before their time. */
  readonly since: string;
  readonly person: string;
}

/** What is looked at of it, and so most of what is counted; whoever wrote as much at the end has read what is before. */
const NEWEST_LOOKED_AT = 100;

/** How many messages of others there are behind a position, of the newest. */
export function prepareCountUnread(database: Database) {
  return database.prepareRead<Unread, { unread: number }>((db, parameter) =>
    db
      .selectFrom((newest) =>
        newest
          .selectFrom('messages')
          .select(['author_id', 'created_at'])
          .where('room', '=', parameter('room'))
          .where('position', '>', parameter('after'))
          .where('hidden', '=', 0)
          .orderBy('position', 'desc')
          .limit(sql.lit(NEWEST_LOOKED_AT))
          .as('message'),
      )
      .select(({ fn }) => fn.countAll<number>().as('unread'))
      .where(sql<boolean>`author_id is not ${parameter('person')}`)
      .where('created_at', '>', parameter('since')),
  );
}

export interface Notice {
  readonly position: number;
  readonly type: string;
  /** What it names. */
  readonly about: string;
}

/** What happened to rooms. */
export function prepareNotices(database: Database) {
  const isOfRooms = sql<boolean>`type in (${sql.raw(OF_ROOMS_SQL)})`;
  const newest = database.prepareWrite<object, { position: number }>((db) =>
    db.selectFrom('changes').select('position').where(isOfRooms).orderBy('position', 'desc').limit(1),
  );
  const list = database.prepareRead<{ since: number; upTo: number }, Notice>((db, parameter) =>
    db
      .selectFrom('changes')
      .select(['position', 'type', 'message_id as about'])
      .where(isOfRooms)
      .where('position', '>', parameter('since'))
      .where('position', '<=', parameter('upTo'))
      .orderBy('position'),
  );
  return { newest, list };
}
