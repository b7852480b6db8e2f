import type { ArchiveConditionsTable } from '../../../db/schema/archive.ts';
import type { Readable } from './readable.ts';

export function prepareConditions(database: Readable) {
  const find = database.prepareRead<{ target: string }, ArchiveConditionsTable>((db, parameter) =>
    db.selectFrom('archive_conditions').selectAll().where('target', '=', parameter('target')),
  );
  const save = database.prepareWrite<ArchiveConditionsTable, unknown>((db, parameter) => {
    const values = {
      blocked_until: parameter('blocked_until'),
      last_success_at: parameter('last_success_at'),
      verified_at: parameter('verified_at'),
      last_error_at: parameter('last_error_at'),
      last_error: parameter('last_error'),
      verification: parameter('verification'),
    };
    return db
      .insertInto('archive_conditions')
      .values({ target: parameter('target'), ...values })
      .onConflict((conflict) => conflict.column('target').doUpdateSet(values));
  });
  return { find, save };
}
