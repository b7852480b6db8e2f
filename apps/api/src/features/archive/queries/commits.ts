import type { ArchiveCommitsTable } from '../../../db/schema/archive.ts';
import type { Readable } from './readable.ts';

export function prepareCommits(database: Readable) {
  const find = database.prepareRead<{ target: string; batch: number }, ArchiveCommitsTable>((db, parameter) =>
    db
      .selectFrom('archive_commits')
      .selectAll()
      .where('target', '=', parameter('target'))
      .where('batch', '=', parameter('batch')),
  );
  const newest = database.prepareRead<{ target: string }, ArchiveCommitsTable>((db, parameter) =>
    db
      .selectFrom('archive_commits')
      .selectAll()
      .where('target', '=', parameter('target'))
      .orderBy('batch', 'desc')
      .limit(1),
  );
  const findElsewhere = database.prepareRead<{ batch: number; target: string }, ArchiveCommitsTable>(
    (db, parameter) =>
      db
        .selectFrom('archive_commits')
        .selectAll()
        .where('target', 'in', ({ selectFrom }) => selectFrom('archive_targets').select('name'))
        .where('batch', '=', parameter('batch'))
        .where('target', '!=', parameter('target'))
        .where('state', '=', 'done')
        .limit(1),
  );
  const save = database.prepareWrite<ArchiveCommitsTable, unknown>((db, parameter) => {
    const values = {
      state: parameter('state'),
      parent: parameter('parent'),
      tree: parameter('tree'),
      commit_hash: parameter('commit_hash'),
    };
    return db
      .insertInto('archive_commits')
      .values({ target: parameter('target'), batch: parameter('batch'), ...values })
      .onConflict((conflict) => conflict.columns(['target', 'batch']).doUpdateSet(values));
  });
  const remove = database.prepareWrite<{ target: string; batch: number }, unknown>((db, parameter) =>
    db
      .deleteFrom('archive_commits')
      .where('target', '=', parameter('target'))
      .where('batch', '=', parameter('batch')),
  );
  return { find, newest, findElsewhere, save, remove };
}
