import type { Database } from '../../db/open-database.ts';
import type { ApiKeysTable } from '../../db/schema/api-keys.ts';

/** The server's database, or the one that a command has opened beside it. */
export type KeyDatabase = Pick<Database, 'prepareWrite' | 'transact'>;

type Rotated = Pick<
  ApiKeysTable,
  'id' | 'secret_hash' | 'expires_at' | 'rotated_at' | 'previous_hash' | 'previous_valid_until' | 'rotations'
>;

/** All of them, in the order in which they were made. */
export function prepareListKeys(database: Pick<Database, 'prepareRead'>) {
  return database.prepareRead<object, ApiKeysTable>((db) => db.selectFrom('api_keys').selectAll());
}

export function prepareListOpenRooms(database: Pick<Database, 'prepareRead'>) {
  return database.prepareRead<object, { name: string }>((db) =>
    db.selectFrom('rooms').select('name').where('kind', '=', 'open'),
  );
}

export function prepareKeyQueries(database: KeyDatabase) {
  return {
    /** As the transaction sees it. */
    find: database.prepareWrite<{ id: string }, ApiKeysTable>((db, parameter) =>
      db.selectFrom('api_keys').selectAll().where('id', '=', parameter('id')),
    ),
    add: database.prepareWrite<ApiKeysTable, unknown>((db, parameter) =>
      db.insertInto('api_keys').values({
        id: parameter('id'),
        name: parameter('name'),
        owner_id: parameter('owner_id'),
        scopes: parameter('scopes'),
        rooms: parameter('rooms'),
        days: parameter('days'),
        created_at: parameter('created_at'),
        expires_at: parameter('expires_at'),
        secret_hash: parameter('secret_hash'),
        rotated_at: parameter('rotated_at'),
        rotations: parameter('rotations'),
        previous_hash: parameter('previous_hash'),
        previous_valid_until: parameter('previous_valid_until'),
        last_used_at: parameter('last_used_at'),
        revoked_at: parameter('revoked_at'),
      }),
    ),
    listOwned: database.prepareWrite<{ owner_id: string; now: string }, Pick<ApiKeysTable, 'id' | 'name'>>(
      (db, parameter) =>
        db
          .selectFrom('api_keys')
          .select(['id', 'name'])
          .where('owner_id', '=', parameter('owner_id'))
          .where('revoked_at', 'is', null)
          .where('expires_at', '>', parameter('now')),
    ),
    countTaken: database.prepareWrite<{ owner_id: string | null; now: string }, { count: number }>(
      (db, parameter) =>
        db
          .selectFrom('api_keys')
          .select(({ fn }) => fn.countAll<number>().as('count'))
          .where('owner_id', '=', parameter('owner_id'))
          .where('revoked_at', 'is', null)
          .where('expires_at', '>', parameter('now')),
    ),
    rotate: database.prepareWrite<Rotated, unknown>((db, parameter) =>
      db
        .updateTable('api_keys')
        .set({
          secret_hash: parameter('secret_hash'),
          expires_at: parameter('expires_at'),
          rotated_at: parameter('rotated_at'),
          rotations: parameter('rotations'),
          previous_hash: parameter('previous_hash'),
          previous_valid_until: parameter('previous_valid_until'),
        })
        .where('id', '=', parameter('id')),
    ),
    /** What it was known by goes as well. */
    revoke: database.prepareWrite<{ id: string; revoked_at: string }, unknown>((db, parameter) =>
      db
        .updateTable('api_keys')
        .set({ revoked_at: parameter('revoked_at'), previous_valid_until: null })
        .where('id', '=', parameter('id')),
    ),
    /** But for bots of people that have written something: whose that is must be known. */
    removeEnded: database.prepareWrite<{ before: string }, unknown>((db, parameter) =>
      db
        .deleteFrom('api_keys')
        .where(({ or, eb }) =>
          or([eb('revoked_at', '<', parameter('before')), eb('expires_at', '<', parameter('before'))]),
        )
        .where(({ or, eb, not, exists, selectFrom }) =>
          or([
            eb('owner_id', 'is', null),
            not(
              exists(
                selectFrom('messages')
                  .select('messages.position')
                  .whereRef('messages.author_id', '=', 'api_keys.id'),
              ),
            ),
          ]),
        ),
    ),
  };
}
