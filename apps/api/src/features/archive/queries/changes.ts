import type { Kysely } from 'kysely';
import { TOLD_ONLY } from '../../../db/schema/changes.ts';
import type { Schema } from '../../../db/schema/index.ts';
import type { ChangeToArchive } from '../events/to-line.ts';
import type { Readable } from './readable.ts';

/** Changes with what they are about; those that only tell pollers are no part of the archive. */
function selectChanges(db: Kysely<Schema>) {
  return db
    .selectFrom('changes as change')
    .leftJoin('messages as message', 'message.id', 'change.message_id')
    .leftJoin('kept_events as kept', 'kept.position', 'change.position')
    .where('change.type', 'not in', TOLD_ONLY)
    .select([
      'change.position',
      'change.type',
      'change.message_id',
      'message.room',
      'message.author',
      'message.content',
      'message.created_at',
      'message.edited_at',
      'kept.line',
    ]);
}

/** The oldest changes after a position that are in no segment and not set aside. */
export function prepareListWaiting(database: Readable) {
  return database.prepareWrite<{ after: number; limit: number }, ChangeToArchive>((db, parameter) =>
    selectChanges(db)
      .leftJoin('archive_entries as entry', 'entry.position', 'change.position')
      .leftJoin('archive_set_aside as aside', 'aside.position', 'change.position')
      .where('change.position', '>', parameter('after'))
      .where('entry.position', 'is', null)
      .where('aside.position', 'is', null)
      .orderBy('change.position')
      .limit(parameter('limit')),
  );
}

/** How many changes after a position are in no segment and not set aside. */
export function prepareCountWaiting(database: Readable) {
  return database.prepareRead<{ after: number }, { count: number }>((db, parameter) =>
    db
      .selectFrom('changes as change')
      .leftJoin('archive_entries as entry', 'entry.position', 'change.position')
      .leftJoin('archive_set_aside as aside', 'aside.position', 'change.position')
      .where('change.type', 'not in', TOLD_ONLY)
      .where('change.position', '>', parameter('after'))
      .where('entry.position', 'is', null)
      .where('aside.position', 'is', null)
      .select(({ fn }) => fn.countAll<number>().as('count')),
  );
}

export function prepareListEntries(database: Readable) {
  return database.prepareRead<{ file: number }, ChangeToArchive>((db, parameter) =>
    selectChanges(db)
      .innerJoin('archive_entries as entry', 'entry.position', 'change.position')
      .where('entry.file', '=', parameter('file'))
      .orderBy('entry.position'),
  );
}
