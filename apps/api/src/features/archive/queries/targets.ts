import type { ArchiveTargetsTable } from '../../../db/schema/archive.ts';
import type { Readable } from './readable.ts';

export function prepareTargets(database: Readable) {
  const find = database.prepareRead<{ name: string }, ArchiveTargetsTable>((db, parameter) =>
    db.selectFrom('archive_targets').selectAll().where('name', '=', parameter('name')),
  );
  const save = database.prepareWrite<ArchiveTargetsTable, unknown>((db, parameter) => {
    const values = {
      head: parameter('head'),
      announced_at: parameter('announced_at'),
      begun_at: parameter('begun_at'),
    };
    return db
      .insertInto('archive_targets')
      .values({ name: parameter('name'), ...values })
      .onConflict((conflict) => conflict.column('name').doUpdateSet(values));
  });
  return { find, save };
}
