import { MOST_UNREAD, type Room } from '@bookchat/shared';
import type { Database } from '../../db/open-database.ts';
import type { HeldRoom } from './held-room.ts';
import { placeAmongSeen } from './place-among-seen.ts';
import { prepareCountUnread, prepareFindMessage, prepareNewestMessage } from './queries.ts';
import type { ReadMarks } from './read-marks.ts';
import type { Rights } from './rights.ts';
import type { RoomBook } from './room-book.ts';
import type { Viewer } from './viewer.ts';

/** Tells somebody of a room that they may see. */
export type ToRoom = (room: HeldRoom, viewer: Viewer) => Room;

interface Parts {
  readonly database: Database;
  readonly book: RoomBook;
  readonly rights: Rights;
  readonly marks: Pick<ReadMarks, 'find'>;
}

export function createToRoom({ database, book, rights, marks }: Parts): ToRoom {
  const newestMessage = prepareNewestMessage(database);
  const countUnread = prepareCountUnread(database);
  const findMessage = prepareFindMessage(database);

  return (room, viewer) => {
    const { name, title, description, kind, closed_at, repository_since, created_at } = room;
    const people = rights.listPeople(room);
    return {
      name,
      title,
      description,
      kind,
      closed_at,
      in_repository: room.inRepository,
      repository_since,
      position: placeAmongSeen(room, viewer, { book, rights }),
      created_at,
      people: kind === 'open' ? null : people,
      members: people.length,
      owners: kind === 'private' ? rights.listOwners(room) : [],
      gone: kind === 'direct' ? rights.listGone(room) : [],
      let_in: letIn(room, viewer),
      is_member: rights.isIn(room, viewer),
      is_yours: rights.canManage(room, viewer),
      last_message: newestMessage.get({ room: name }) ?? null,
      ...readBy(room, viewer),
    };
  };

  function readBy(room: HeldRoom, viewer: Viewer): Pick<Room, 'unread' | 'read_up_to'> {
    const { id, isPerson, since } = viewer;
    if (id === null || !isPerson) return { unread: 0, read_up_to: null };
    const read = marks.find(id, room.name);
    const read_up_to = read === null ? null : (findMessage.id.get({ position: read })?.id ?? null);
    if (!rights.isIn(room, viewer)) return { unread: 0, read_up_to };
    const joinedAt = room.people.get(id)?.joinedAt ?? since;
    const found = countUnread.get({ room: room.name, after: read ?? 0, since: joinedAt, person: id });
    return { unread: Math.min(MOST_UNREAD, found?.unread ?? 0), read_up_to };
  }
}

function letIn({ people }: HeldRoom, { id, isPerson }: Viewer): Room['let_in'] {
  const membership = id === null || !isPerson ? undefined : people.get(id);
  if (membership === undefined || membership.letInBy === null) return null;
  return { by: membership.letInBy, at: membership.joinedAt };
}
