import type { Database } from '../../db/open-database.ts';
import type { StoredAlerts } from './alert-book.ts';
import { EVERY_ID } from './alert-ids.ts';
import { fromRow } from './alert-row.ts';
import { prepareListResolved, prepareListToTell, prepareListUnresolved } from './queries.ts';
import { MAX_RECENT } from './recent-alerts.ts';

/** Reads what the book works with from the database, as at a start. */
export function createReadStored(database: Database): () => StoredAlerts {
  const listUnresolved = prepareListUnresolved(database);
  const listToTell = prepareListToTell(database);
  const listResolved = prepareListResolved(database);

  return () => {
    const held = [...listUnresolved.all({}), ...listToTell.all({})];
    const resolved = listResolved.all({ ...EVERY_ID, limit: MAX_RECENT });
    return { held: held.map(fromRow), recent: resolved.map(fromRow) };
  };
}
