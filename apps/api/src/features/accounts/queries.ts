import type { Database } from '../../db/open-database.ts';
import type { ClaimedNamesTable } from '../../db/schema/people.ts';

/** Keeps a name for somebody who has had it. */
export function prepareClaimName(database: Database) {
  return database.prepareWrite<Pick<ClaimedNamesTable, 'name' | 'person_id' | 'at'>, unknown>(
    (db, parameter) =>
      db
        .insertInto('claimed_names')
        .values({ name: parameter('name'), person_id: parameter('person_id'), at: parameter('at'), had: 1 })
        .onConflict((conflict) => conflict.column('name').doUpdateSet({ had: 1 })),
  );
}
