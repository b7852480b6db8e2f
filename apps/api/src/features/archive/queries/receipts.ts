import { sql } from 'kysely';
import type { Readable } from './readable.ts';

/** Where in a batch a message has its first event. */
export interface Place {
  readonly file: number;
  readonly position: number;
}

export const BEGINNING: Place = { file: 0, position: 0 };

/** The messages whose first event a batch holds behind a place, and which show another commit or none. */
export function prepareListUnmarked(database: Readable) {
  return database.prepareWrite<
    Place & { batch: number; commit: string; limit: number },
    Place & { id: string }
  >((db, parameter) =>
    db
      .selectFrom('archive_files as file')
      .innerJoin('archive_entries as entry', 'entry.file', 'file.id')
      .innerJoin('changes as change', 'change.position', 'entry.position')
      .innerJoin('messages as message', 'message.id', 'change.message_id')
      .where('file.batch', '=', parameter('batch'))
      .where('file.id', '>=', parameter('file'))
      .where((where) =>
        where.or([
          where('file.id', '>', parameter('file')),
          where('entry.position', '>', parameter('position')),
        ]),
      )
      .where('change.type', '=', 'message.created')
      .where(sql<boolean>`message.git_commit_hash is not ${parameter('commit')}`)
      .select(['message.id', 'file.id as file', 'entry.position'])
      .orderBy('file.id')
      .orderBy('entry.position')
      .limit(parameter('limit')),
  );
}

export function prepareMark(database: Readable) {
  return database.prepareWrite<{ id: string; commit: string }, unknown>((db, parameter) =>
    db
      .updateTable('messages')
      .set({ git_commit_hash: parameter('commit'), synced: 1 })
      .where('id', '=', parameter('id')),
  );
}
