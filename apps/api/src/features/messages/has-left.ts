import type { Database } from '../../db/open-database.ts';

/** As long as every message stays at least. */
const DAY_MS = 86_400_000;

export type HasLeft = (room: string, id: string) => boolean;

/**
 * Whether a message of that id may have been here, and have left since because its time was over: an id tells when it was
 * made, and it is known up to which day messages of a room have left. Of what is of today it costs no query.
 */
export function createHasLeft(database: Database, now: () => number = Date.now): HasLeft {
  const find = database.prepareRead<{ room: string; day: string; id: string }, { room: string }>(
    (db, parameter) =>
      db
        .selectFrom('retention_rooms')
        .select('room')
        .where('room', '=', parameter('room'))
        .where('newest_day', '>=', parameter('day'))
        .where(({ not, exists, selectFrom }) =>
          not(exists(selectFrom('messages').select('id').where('id', '=', parameter('id')))),
        ),
  );

  return (room, id) => {
    const madeAt = timeOf(id);
    return now() - madeAt > DAY_MS && find.get({ room, day: toDay(madeAt), id }) !== undefined;
  };
}

/** The first 48 bits of a UUIDv7: https://www.rfc-editor.org/rfc/rfc9562#name-uuid-version-7 */
function timeOf(id: string): number {
  return Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16);
}

function toDay(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}
