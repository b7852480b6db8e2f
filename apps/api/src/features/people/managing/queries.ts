import type { Database } from '../../../db/open-database.ts';

export function prepareRevokeOwned(database: Database) {
  return database.prepareWrite<{ owner_id: string; at: string }, unknown>((db, parameter) =>
    db
      .updateTable('api_keys')
      .set({ revoked_at: parameter('at'), previous_valid_until: null })
      .where('owner_id', '=', parameter('owner_id'))
      .where('revoked_at', 'is', null),
  );
}

export function prepareRemovePasskeys(database: Database) {
  return database.prepareWrite<{ person_id: string }, unknown>((db, parameter) =>
    db.deleteFrom('passkeys').where('person_id', '=', parameter('person_id')),
  );
}

export function prepareCountPasskeys(database: Database) {
  return database.prepareRead<object, { person_id: string; count: number }>((db) =>
    db
      .selectFrom('passkeys')
      .select(['person_id', ({ fn }) => fn.countAll<number>().as('count')])
      .groupBy('person_id'),
  );
}
