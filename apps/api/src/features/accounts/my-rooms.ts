import { sql } from 'kysely';
import { messageJson } from '../../db/message-json.ts';
import type { Database } from '../../db/open-database.ts';

interface Of {
  readonly person_id: string;
}

/** What somebody did in rooms, and where they are. */
export function prepareMyRooms(database: Database) {
  return {
    rooms: database.prepareRead<Of, object>((db, parameter) =>
      db
        .selectFrom('room_people')
        .innerJoin('rooms', 'rooms.name', 'room_people.room')
        .select(['rooms.name', 'rooms.title', 'rooms.kind', 'room_people.joined_at'])
        .select(sql<string>`iif(room_people.is_owner, 'owner', 'member')`.as('as'))
        .where('room_people.person_id', '=', parameter('person_id')),
    ),
    /** Of a message that has left the database nothing is known but that it was read. */
    reads: database.prepareRead<Of, object>((db, parameter) =>
      db
        .selectFrom('room_reads')
        .leftJoin('messages', 'messages.position', 'room_reads.position')
        .select(['room_reads.room', 'messages.id as up_to', 'messages.created_at as written_at'])
        .where('room_reads.person_id', '=', parameter('person_id')),
    ),
    /** Whatever room they are in, also one that they have left; those that are hidden as well, for they are the author's. */
    messages: database.prepareRead<
      { author_id: string; after: number; limit: number },
      { position: number; json: string }
    >((db, parameter) =>
      db
        .selectFrom('messages')
        .select(['position', messageJson.as('json')])
        .where('author_id', '=', parameter('author_id'))
        .where('position', '>', parameter('after'))
        .orderBy('position')
        .limit(parameter('limit')),
    ),
  };
}
