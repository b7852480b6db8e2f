import type { ServerStateTable } from '../../../db/schema/server-state.ts';
import type { Readable } from './readable.ts';

export function prepareServerState(database: Readable) {
  const find = database.prepareWrite<{ key: ServerStateTable['key'] }, { value: string }>((db, parameter) =>
    db.selectFrom('server_state').select('value').where('key', '=', parameter('key')),
  );
  const save = database.prepareWrite<ServerStateTable, unknown>((db, parameter) => {
    const values = { value: parameter('value') };
    return db
      .insertInto('server_state')
      .values({ key: parameter('key'), ...values })
      .onConflict((conflict) => conflict.column('key').doUpdateSet(values));
  });
  const remove = database.prepareWrite<{ key: ServerStateTable['key'] }, unknown>((db, parameter) =>
    db.deleteFrom('server_state').where('key', '=', parameter('key')),
  );
  return { find, save, remove };
}
