import type { Database } from '../../db/open-database.ts';
import type { IdentityNamesTable } from '../../db/schema/identities.ts';

export function prepareNames(database: Pick<Database, 'prepareWrite'>) {
  return {
    // Through the writer, as a failed transaction is looked at again at once.
    readAll: database.prepareWrite<object, IdentityNamesTable>((db) =>
      db
        .selectFrom('identity_names')
        .select(['name_key', 'name', 'identity_hash', 'chosen_at', 'written_at']),
    ),
    put: database.prepareWrite<IdentityNamesTable, unknown>((db, parameter) =>
      db.replaceInto('identity_names').values({
        name_key: parameter('name_key'),
        name: parameter('name'),
        identity_hash: parameter('identity_hash'),
        chosen_at: parameter('chosen_at'),
        written_at: parameter('written_at'),
      }),
    ),
    remove: database.prepareWrite<{ name_key: string }, unknown>((db, parameter) =>
      db.deleteFrom('identity_names').where('name_key', '=', parameter('name_key')),
    ),
    written: database.prepareWrite<{ name_key: string; identity_hash: string; written_at: string }, unknown>(
      (db, parameter) =>
        db
          .updateTable('identity_names')
          .set({ written_at: parameter('written_at') })
          .where('name_key', '=', parameter('name_key'))
          .where('identity_hash', '=', parameter('identity_hash')),
    ),
  };
}
