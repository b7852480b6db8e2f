import { DEFAULT_ROOM } from '@bookchat/shared';
import type { Database } from '../../db/open-database.ts';
import { ProblemError } from '../../lib/problem-error.ts';
import type { Links } from '../../plugins/people/index.ts';
import type { HeldRoom } from './held-room.ts';
import { prepareRoomWrites } from './queries.ts';
import type { Rights } from './rights.ts';
import type { RoomBook } from './room-book.ts';
import type { WriteRooms } from './room-log.ts';

interface Parts {
  readonly database: Database;
  readonly book: RoomBook;
  readonly write: WriteRooms;
  readonly rights: Rights;
  readonly links: Pick<Links, 'listInto' | 'withdraw'>;
}

export type Membership = ReturnType<typeof createMembership>;

/** Who comes into rooms and leaves them; whether the caller may have it so is looked at before. */
export function createMembership({ database, book, write, rights, links }: Parts) {
  const rows = prepareRoomWrites(database);
  return { enter, leave };

  /** Those who are in it already stay as they are. @param by who lets them in; null where they come by themselves. */
  async function enter(
    { name, people }: HeldRoom,
    ids: readonly string[],
    by: string | null = null,
  ): Promise<HeldRoom> {
    const fresh = ids.filter((id) => !people.has(id));
    if (fresh.length > 0)
      await write((tell, joined_at) => {
        for (const person_id of fresh)
          rows.enter.run({ room: name, person_id, is_owner: 0, joined_at, let_in_by: by });
        tell.changed(name);
      });
    return book.find(name) as HeldRoom;
  }

  /** A private room that nobody is in any more is closed. @throws ProblemError `default_room` or `not_your_room`. */
  async function leave(room: HeldRoom, person: string): Promise<HeldRoom> {
    const { name, kind, people } = room;
    if (kind === 'direct') throw directIsForGood();
    if (!people.has(person)) return room;
    await write((tell, at) => {
      rows.leave.run({ room: name, person_id: person });
      const isEmpty = rights.listPeople(room).every((id) => id === person);
      if (kind === 'private' && isEmpty)
        rows.update.run({ ...room, closed_at: at, in_repository: 0, repository_since: null });
      if (kind === 'private') shutInvites(name, person);
      tell.left(name, person);
    });
    return book.find(name) as HeldRoom;
  }

  /** Nobody comes in by an invite of somebody who is out; not either once they are in again. */
  function shutInvites(room: string, person: string): void {
    for (const link of links.listInto(room)) if (link.person_id === person) links.withdraw(link, room);
  }
}

/** @throws ProblemError `default_room` */
export function ensureCanBeLeft({ name }: HeldRoom): void {
  if (name === DEFAULT_ROOM)
    throw new ProblemError('default_room', 'The first room is everybody’s: nobody leaves it.');
}

function directIsForGood(): ProblemError {
  return new ProblemError(
    'not_your_room',
    'Who is in a direct room stays in it: it is theirs alone, and for good.',
  );
}
