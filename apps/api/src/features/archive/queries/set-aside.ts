import type { Readable } from './readable.ts';

export function prepareSetAside(database: Readable) {
  const insert = database.prepareWrite<{ position: number; reason: string; set_aside_at: string }, unknown>(
    (db, parameter) =>
      db.insertInto('archive_set_aside').values({
        position: parameter('position'),
        reason: parameter('reason'),
        set_aside_at: parameter('set_aside_at'),
      }),
  );
  const list = database.prepareRead<
    { limit: number },
    { position: number; message_id: string; reason: string; at: string }
  >((db, parameter) =>
    db
      .selectFrom('archive_set_aside as aside')
      .innerJoin('changes as change', 'change.position', 'aside.position')
      .select(['aside.position', 'change.message_id', 'aside.reason', 'aside.set_aside_at as at'])
      .orderBy('aside.position', 'desc')
      .limit(parameter('limit')),
  );
  return { insert, list };
}
