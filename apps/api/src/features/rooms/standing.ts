import { DEFAULT_ROOM } from '@bookchat/shared';
import type { Database } from '../../db/open-database.ts';
import type { PersonChange } from '../../plugins/people/index.ts';
import type { HeldRoom } from './held-room.ts';
import { prepareRoomWrites } from './queries.ts';
import type { Rights } from './rights.ts';
import type { RoomBook } from './room-book.ts';
import type { Tell, WriteRooms } from './room-log.ts';

interface Parts {
  readonly database: Database;
  readonly book: RoomBook;
  readonly write: WriteRooms;
  readonly rights: Rights;
}

/** What another role or state of a person means for rooms. */
export function createFollowStanding({ database, book, write, rights }: Parts) {
  const rows = prepareRoomWrites(database);

  return async ({ before, after }: PersonChange): Promise<void> => {
    const becameGuest = after.role === 'guest' && before.role !== 'guest';
    const theirs = book.list().filter(({ people, kind }) => people.has(after.id) && kind !== 'open');
    if (!becameGuest && theirs.length === 0) return;
    await write((tell, at) => {
      if (becameGuest) keepRooms(after.id, tell, at);
      for (const room of theirs) {
        if (room.kind === 'private' && rights.listPeople(room).length === 0) close(room, at);
        tell.changed(room.name); // somebody else may run it now, or nobody be left to write to
      }
    });
  };

  /** A guest sees the rooms that they are in, and everybody is in the first. */
  function keepRooms(person_id: string, tell: Tell, joined_at: string): void {
    rows.enter.run({ room: DEFAULT_ROOM, person_id, is_owner: 0, joined_at, let_in_by: null });
    tell.changed(DEFAULT_ROOM);
    for (const { name, kind, people } of book.list())
      if (kind === 'open' && name !== DEFAULT_ROOM && !people.has(person_id)) tell.left(name, person_id);
  }

  function close(room: HeldRoom, at: string): void {
    rows.update.run({ ...room, closed_at: room.closed_at ?? at, in_repository: 0, repository_since: null });
  }
}
