import type { ArchiveBatchesTable } from '../../../db/schema/archive.ts';
import type { Readable } from './readable.ts';

export function prepareBatches(database: Readable) {
  const insert = database.prepareWrite<ArchiveBatchesTable, unknown>((db, parameter) =>
    db.insertInto('archive_batches').values({
      number: parameter('number'),
      committed_at: parameter('committed_at'),
      events: parameter('events'),
    }),
  );
  const find = database.prepareWrite<{ number: number }, ArchiveBatchesTable>((db, parameter) =>
    db.selectFrom('archive_batches').selectAll().where('number', '=', parameter('number')),
  );
  const last = database.prepareWrite<object, ArchiveBatchesTable>((db) =>
    db.selectFrom('archive_batches').selectAll().orderBy('number', 'desc').limit(1),
  );
  const listAfter = database.prepareRead<{ number: number; limit: number }, ArchiveBatchesTable>(
    (db, parameter) =>
      db
        .selectFrom('archive_batches')
        .selectAll()
        .where('number', '>', parameter('number'))
        .orderBy('number')
        .limit(parameter('limit')),
  );
  const remove = database.prepareWrite<{ number: number }, unknown>((db, parameter) =>
    db.deleteFrom('archive_batches').where('number', '=', parameter('number')),
  );
  const countAfter = database.prepareRead<{ number: number }, { events: number | null }>((db, parameter) =>
    db
      .selectFrom('archive_batches')
      .where('number', '>', parameter('number'))
      .select(({ fn }) => fn.sum<number | null>('events').as('events')),
  );
  return { insert, find, last, listAfter, remove, countAfter };
}
