import type { Database } from '../../db/open-database.ts';
import type { PasskeysTable } from '../../db/schema/people.ts';

export type Passkey = Readonly<PasskeysTable>;

const PASSKEY = [
  'id',
  'person_id',
  'name',
  'public_key',
  'counter',
  'transports',
  'created_at',
  'last_used_at',
] as const satisfies (keyof PasskeysTable)[];

type Of = Pick<Passkey, 'person_id'>;

export function preparePasskeys(database: Pick<Database, 'prepareRead' | 'prepareWrite'>) {
  return {
    find: database.prepareRead<Pick<Passkey, 'id'>, Passkey>((db, parameter) =>
      db.selectFrom('passkeys').select(PASSKEY).where('id', '=', parameter('id')),
    ),
    listOf: database.prepareRead<Of, Passkey>((db, parameter) =>
      db.selectFrom('passkeys').select(PASSKEY).where('person_id', '=', parameter('person_id')),
    ),
    /** Within a transaction. */
    listWritten: database.prepareWrite<Of, Passkey>((db, parameter) =>
      db.selectFrom('passkeys').select(PASSKEY).where('person_id', '=', parameter('person_id')),
    ),
    insert: database.prepareWrite<Passkey, unknown>((db, parameter) =>
      db
        .insertInto('passkeys')
        .values({
          id: parameter('id'),
          person_id: parameter('person_id'),
          name: parameter('name'),
          public_key: parameter('public_key'),
          counter: parameter('counter'),
          transports: parameter('transports'),
          created_at: parameter('created_at'),
          last_used_at: parameter('last_used_at'),
        })
        .onConflict((conflict) => conflict.doNothing()),
    ),
    /** Changes nothing where it is gone by now, or was used with a later count. */
    use: database.prepareWrite<Pick<Passkey, 'id' | 'counter'> & { last_used_at: string }, unknown>(
      (db, parameter) =>
        db
          .updateTable('passkeys')
          .set({ counter: parameter('counter'), last_used_at: parameter('last_used_at') })
          .where('id', '=', parameter('id'))
          .where('counter', '<=', parameter('counter')),
    ),
    remove: database.prepareWrite<Pick<Passkey, 'id' | 'person_id'>, unknown>((db, parameter) =>
      db
        .deleteFrom('passkeys')
        .where('id', '=', parameter('id'))
        .where('person_id', '=', parameter('person_id')),
    ),
    removeAllOf: database.prepareWrite<Of, unknown>((db, parameter) =>
      db.deleteFrom('passkeys').where('person_id', '=', parameter('person_id')),
    ),
  };
}

export type PasskeyQueries = ReturnType<typeof preparePasskeys>;
