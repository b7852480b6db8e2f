import { sql } from 'kysely';
import type { Readable } from './readable.ts';

export function prepareWrites(database: Readable) {
  const insert = database.prepareWrite<{ sent_at: string }, unknown>((db, parameter) =>
    db.insertInto('archive_writes').values({ id: sql<number>`null`, sent_at: parameter('sent_at') }),
  );
  const list = database.prepareRead<{ after: string }, { sent_at: string }>((db, parameter) =>
    db
      .selectFrom('archive_writes')
      .select('sent_at')
      .where('sent_at', '>', parameter('after'))
      .orderBy('sent_at'),
  );
  /** In the order in which they were sent, so that those that are over stand first. */
  const removeOld = database.prepareWrite<{ until: string; limit: number }, unknown>((db, parameter) =>
    db
      .deleteFrom('archive_writes')
      .where('id', 'in', ({ selectFrom }) =>
        selectFrom('archive_writes').select('id').orderBy('id').limit(parameter('limit')),
      )
      .where('sent_at', '<=', parameter('until')),
  );
  return { insert, list, removeOld };
}
