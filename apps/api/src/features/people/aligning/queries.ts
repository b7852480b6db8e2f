import { type Selectable, sql } from 'kysely';
import type { Database } from '../../../db/open-database.ts';
import type { ClaimedNamesTable } from '../../../db/schema/people.ts';
import type { ServerStateTable } from '../../../db/schema/server-state.ts';

export interface MessageRow {
  readonly position: number;
  readonly id: string;
}

type Key = ServerStateTable['key'];

/** Of what one author has written, what is not hidden or shown as it should be. */
export function prepareOfAuthor(database: Database) {
  const list = database.prepareWrite<
    { author_id: string; hidden: 0 | 1; after: number; limit: number },
    MessageRow
  >((db, parameter) =>
    db
      .selectFrom('messages')
      .select(['position', 'id'])
      .where('author_id', '=', parameter('author_id'))
      .where('position', '>', parameter('after'))
      .where('hidden', '!=', parameter('hidden'))
      .orderBy('position')
      .limit(parameter('limit')),
  );
  const hide = database.prepareWrite<{ position: number; hidden: 0 | 1 }, unknown>((db, parameter) =>
    db
      .updateTable('messages')
      .set({ hidden: parameter('hidden') })
      .where('position', '=', parameter('position')),
  );
  return { list, hide };
}

export interface Owner {
  readonly author_id: string | null;
  readonly claimed: 0 | 1;
  readonly hidden: 0 | 1;
}

/** Of the messages at some positions (a list of numbers as JSON), those that are not their owner's yet. */
export function prepareOfName(database: Database) {
  const list = database.prepareWrite<
    { positions: string; name: string; author_id: string | null },
    MessageRow
  >((db, parameter) =>
    db
      .selectFrom('messages')
      .select(['position', 'id'])
      .where('position', 'in', sql<number>`(select value from json_each(${parameter('positions')}))`)
      .where('author', '=', parameter('name'))
      .where(({ or, eb }) => or([eb('author_id', 'is', null), eb('claimed', '=', 1)]))
      .where(sql<boolean>`author_id is not ${parameter('author_id')}`),
  );
  const give = database.prepareWrite<Owner & { position: number }, unknown>((db, parameter) =>
    db
      .updateTable('messages')
      .set({
        author_id: parameter('author_id'),
        claimed: parameter('claimed'),
        hidden: parameter('hidden'),
      })
      .where('position', '=', parameter('position')),
  );
  return { list, give };
}

export interface Pending {
  readonly key: Key;
  /** Another one each time it is begun. */
  readonly value: string;
}

/** What is begun, and is to be finished also after a restart. */
export function preparePending(database: Database) {
  const add = database.prepareWrite<Pending, unknown>((db, parameter) =>
    db
      .insertInto('server_state')
      .values({ key: parameter('key'), value: parameter('value') })
      .onConflict((conflict) => conflict.column('key').doUpdateSet({ value: parameter('value') })),
  );
  /** Not what was begun once more meanwhile. */
  const remove = database.prepareWrite<Pending, unknown>((db, parameter) =>
    db.deleteFrom('server_state').where('key', '=', parameter('key')).where('value', '=', parameter('value')),
  );
  const list = database.prepareRead<object, Pending>((db) =>
    db
      .selectFrom('server_state')
      .select(['key', 'value'])
      .where('key', '>=', 'align.' as Key)
      .where('key', '<', 'align/' as Key),
  );
  return { add, remove, list };
}

/** Names that were somebody's, or were said to be. */
export function prepareClaims(database: Database) {
  return {
    /** Within a transaction, as it is then. */
    find: database.prepareWrite<{ name: string }, Claim>((db, parameter) =>
      db
        .selectFrom('claimed_names')
        .select(['person_id', 'assigned', 'had'])
        .where('name', '=', parameter('name')),
    ),
    assign: database.prepareWrite<{ name: string; person_id: string; at: string }, unknown>((db, parameter) =>
      db
        .insertInto('claimed_names')
        .values({
          name: parameter('name'),
          person_id: parameter('person_id'),
          at: parameter('at'),
          assigned: 1,
        })
        .onConflict((conflict) =>
          conflict
            .column('name')
            .doUpdateSet({ person_id: parameter('person_id'), at: parameter('at'), assigned: 1 }),
        ),
    ),
    takeBack: database.prepareWrite<{ name: string }, unknown>((db, parameter) =>
      db.updateTable('claimed_names').set({ assigned: 0 }).where('name', '=', parameter('name')),
    ),
    release: database.prepareWrite<{ name: string }, unknown>((db, parameter) =>
      db.updateTable('claimed_names').set({ had: 0 }).where('name', '=', parameter('name')),
    ),
    removeUnused: database.prepareWrite<{ name: string }, unknown>((db, parameter) =>
      db
        .deleteFrom('claimed_names')
        .where('name', '=', parameter('name'))
        .where('had', '=', 0)
        .where('assigned', '=', 0),
    ),
    list: database.prepareRead<object, { name: string; person_id: string }>((db) =>
      db.selectFrom('claimed_names').select(['name', 'person_id']).where('assigned', '=', 1),
    ),
    listFormer: database.prepareRead<object, { name: string; person_id: string; at: string }>((db) =>
      db.selectFrom('claimed_names').select(['name', 'person_id', 'at']).where('had', '=', 1),
    ),
  };
}

export type Claim = Pick<Selectable<ClaimedNamesTable>, 'person_id' | 'assigned' | 'had'>;
