import { createHash } from 'node:crypto';
import type { Database } from '../../db/open-database.ts';
import type { HeldRoom } from './held-room.ts';
import { nextPosition } from './next-position.ts';
import { prepareRoomWrites } from './queries.ts';
import type { RoomBook } from './room-book.ts';
import type { WriteRooms } from './room-log.ts';

const PREFIX = 'direct-';
const NAME_CHARACTERS = 24;

/** Nobody makes a room of another kind that would be taken for one. */
export function isReserved(name: string): boolean {
  return name.startsWith(PREFIX);
}

interface Parts {
  readonly database: Database;
  readonly book: RoomBook;
  readonly write: WriteRooms;
}

/** Finds the room of exactly these people, or makes it. */
export function createOpenDirectRoom({ database, book, write }: Parts) {
  const rows = prepareRoomWrites(database);

  return async (people: ReadonlySet<string>, by: string): Promise<{ room: HeldRoom; isNew: boolean }> => {
    const name = nameOf(people);
    const known = book.find(name);
    if (known !== undefined) return { room: known, isNew: false };
    const isNew = await write((tell, at) => {
      const words = { name, title: '', description: '', kind: 'direct', closed_at: null } as const;
      const row = {
        ...words,
        in_repository: 0,
        repository_since: null,
        position: nextPosition(book),
        created_at: at,
        created_by: by,
      } as const;
      if (rows.insert.run(row) === 0) return false;
      rows.empty.run({ room: name });
      for (const id of people)
        rows.enter.run({ room: name, person_id: id, is_owner: 0, joined_at: at, let_in_by: null });
      tell.changed(name);
      return true;
    });
    return { room: book.find(name) as HeldRoom, isNew };
  };
}

/** The same for the same people, so that two who write to each other at once meet in one room. */
function nameOf(people: ReadonlySet<string>): string {
  const hash = createHash('sha256')
    .update([...people].toSorted().join(' '))
    .digest('hex');
  return PREFIX + hash.slice(0, NAME_CHARACTERS);
}
