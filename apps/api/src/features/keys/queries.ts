import type { Database } from '../../db/open-database.ts';
import type { WatchedSecretsTable } from '../../db/schema/watched-secrets.ts';

export function prepareFindSecret(database: Pick<Database, 'prepareRead'>) {
  return database.prepareRead<{ name: string }, WatchedSecretsTable>((db, parameter) =>
    db.selectFrom('watched_secrets').selectAll().where('name', '=', parameter('name')),
  );
}

export function prepareSaveSecret(database: Database) {
  return database.prepareWrite<WatchedSecretsTable, unknown>((db, parameter) => {
    const values = {
      salt: parameter('salt'),
      fingerprint: parameter('fingerprint'),
      first_seen_at: parameter('first_seen_at'),
      rotated_at: parameter('rotated_at'),
      rotations: parameter('rotations'),
      expires_at: parameter('expires_at'),
    };
    return db
      .insertInto('watched_secrets')
      .values({ name: parameter('name'), ...values })
      .onConflict((conflict) => conflict.column('name').doUpdateSet(values));
  });
}

export function prepareForgetSecret(database: Database) {
  return database.prepareWrite<{ name: string }, unknown>((db, parameter) =>
    db.deleteFrom('watched_secrets').where('name', '=', parameter('name')),
  );
}
