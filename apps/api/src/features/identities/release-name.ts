import type { Database } from '../../db/open-database.ts';
import { nameKey } from '../../lib/name-key.ts';

type Beside = Pick<Database, 'prepareWrite'>;

/** Frees a name in the database of a server that may be running. @returns how it was spelled; null where nobody had it. */
export function createReleaseBeside(database: Beside): (name: string) => string | null {
  const remove = database.prepareWrite<{ name_key: string }, { name: string }>((db, parameter) =>
    db.deleteFrom('identity_names').where('name_key', '=', parameter('name_key')).returning('name'),
  );
  return (name) => remove.get({ name_key: nameKey(name) })?.name ?? null;
}
