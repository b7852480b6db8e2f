import { sql } from 'kysely';
import type { ArchiveFilesTable } from '../../../db/schema/archive.ts';
import type { Readable } from './readable.ts';

export type NewArchiveFile = Omit<ArchiveFilesTable, 'id' | 'removed_at'>;

export function prepareFiles(database: Readable) {
  const insert = database.prepareWrite<NewArchiveFile, { id: number }>((db, parameter) =>
    db
      .insertInto('archive_files')
      .values({
        id: sql<number>`null`,
        path: parameter('path'),
        batch: parameter('batch'),
        kind: parameter('kind'),
        room: parameter('room'),
        day: parameter('day'),
        blob_hash: parameter('blob_hash'),
        bytes: parameter('bytes'),
        events: parameter('events'),
        is_whole: parameter('is_whole'),
      })
      .returning('id'),
  );
  const find = database.prepareWrite<{ path: string }, ArchiveFilesTable>((db, parameter) =>
    db.selectFrom('archive_files').selectAll().where('path', '=', parameter('path')),
  );
  const countBetween = database.prepareRead<{ start: string; end: string }, { count: number }>(
    (db, parameter) =>
      db
        .selectFrom('archive_files')
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .where('path', '>=', parameter('start'))
        .where('path', '<', parameter('end')),
  );
  const listOf = database.prepareRead<{ batch: number }, ArchiveFilesTable>((db, parameter) =>
    db.selectFrom('archive_files').selectAll().where('batch', '=', parameter('batch')).orderBy('id'),
  );
  const removeOf = database.prepareWrite<{ batch: number }, unknown>((db, parameter) =>
    db.deleteFrom('archive_files').where('batch', '=', parameter('batch')),
  );
  const rehash = database.prepareWrite<{ id: number; blob_hash: string; bytes: number }, unknown>(
    (db, parameter) =>
      db
        .updateTable('archive_files')
        .set({ blob_hash: parameter('blob_hash'), bytes: parameter('bytes') })
        .where('id', '=', parameter('id')),
  );
  /** `positions` is a list of numbers as JSON: one statement for a thousand is several times as quick as one for each. */
  const addEntries = database.prepareWrite<{ positions: string; file: number }, unknown>((db, parameter) =>
    db
      .insertInto('archive_entries')
      .columns(['position', 'file'])
      .expression(
        sql`select value, cast(${parameter('file')} as integer) from json_each(${parameter('positions')})`,
      ),
  );
  const removeEntries = database.prepareWrite<{ file: number }, unknown>((db, parameter) =>
    db.deleteFrom('archive_entries').where('file', '=', parameter('file')),
  );
  const listEntries = database.prepareRead<{ file: number }, { position: number }>((db, parameter) =>
    db
      .selectFrom('archive_entries')
      .select('position')
      .where('file', '=', parameter('file'))
      .orderBy('position'),
  );
  const newestPage = database.prepareRead<object, { day: string | null }>((db) =>
    db.selectFrom('archive_files').select('day').where('kind', '=', 'page').orderBy('day', 'desc').limit(1),
  );
  const listDays = database.prepareRead<
    { from: string; before: string; limit: number },
    { day: string; room: string }
  >((db, parameter) =>
    db
      .selectFrom('archive_files as segment')
      .where('segment.kind', '=', 'segment')
      .where('segment.day', '>=', parameter('from'))
      .where('segment.day', '<', parameter('before'))
      .where(({ not, exists, selectFrom }) =>
        not(
          exists(
            selectFrom('archive_files as page')
              .select('page.id')
              .where('page.kind', '=', 'page')
              .whereRef('page.day', '=', 'segment.day')
              .whereRef('page.room', '=', 'segment.room'),
          ),
        ),
      )
      .groupBy(['segment.day', 'segment.room'])
      .orderBy('segment.day')
      .orderBy('segment.room')
      .select([sql<string>`segment.day`.as('day'), sql<string>`segment.room`.as('room')])
      .limit(parameter('limit')),
  );
  const findRemoved = database.prepareRead<{ room: string; day: string }, { id: number }>((db, parameter) =>
    db
      .selectFrom('archive_files')
      .select('id')
      .where('kind', '=', 'segment')
      .where('day', '=', parameter('day'))
      .where('room', '=', parameter('room'))
      .where('removed_at', 'is not', null)
      .limit(1),
  );
  return {
    insert,
    find,
    countBetween,
    findRemoved,
    listOf,
    removeOf,
    rehash,
    addEntries,
    removeEntries,
    listEntries,
    newestPage,
    listDays,
  };
}

/** The files whose paths lie between two, of the batches up to one. */
export function prepareListFolder(database: Readable) {
  return database.prepareRead<
    { start: string; end: string; upTo: number },
    { path: string; blob_hash: string }
  >((db, parameter) =>
    db
      .selectFrom('archive_files')
      .select(['path', 'blob_hash'])
      .where('path', '>=', parameter('start'))
      .where('path', '<', parameter('end'))
      .where('batch', '<=', parameter('upTo')),
  );
}
