import type { Database } from '../../db/open-database.ts';
import type { AvatarsTable } from '../../db/schema/people.ts';

export function prepareAvatars(database: Database) {
  return {
    find: database.prepareRead<{ hash: string }, { bytes: Buffer }>((db, parameter) =>
      db.selectFrom('avatars').select('bytes').where('hash', '=', parameter('hash')),
    ),
    keep: database.prepareWrite<AvatarsTable, unknown>((db, parameter) =>
      db
        .insertInto('avatars')
        .values({ hash: parameter('hash'), bytes: parameter('bytes') })
        .onConflict((conflict) => conflict.column('hash').doNothing()),
    ),
  };
}
