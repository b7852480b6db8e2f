import { giveStrandedRoom, listStrandedRooms } from '@bookchat/shared';
import type { FastifyInstance } from 'fastify';
import { addEndpoint } from '../../lib/add-endpoint.ts';
import { ProblemError } from '../../lib/problem-error.ts';
import type { HeldRoom } from './held-room.ts';
import { prepareRoomWrites } from './queries.ts';
import type { RoomBook } from './room-book.ts';
import type { WriteRooms } from './room-log.ts';

interface Parts {
  readonly book: RoomBook;
  readonly write: WriteRooms;
}

/** An owner hands a private room that the archive brought back to somebody it belongs to; what is in it stands in the repository. */
export function addStrandedRoomRoutes(app: FastifyInstance, { book, write }: Parts): void {
  const rows = prepareRoomWrites(app.database);

  addEndpoint(app, listStrandedRooms, () => ({
    rooms: book
      .list()
      .filter(isStranded)
      .map(({ name, title, description, created_at }) => ({ name, title, description, created_at })),
  }));

  addEndpoint(app, giveStrandedRoom, async (request, reply) => {
    request.isAudited = true;
    const { name } = request.params;
    const person = app.people.find(request.body.person_id);
    if (person?.state !== 'active' || person.role === 'guest')
      throw new ProblemError('person_not_found', 'That is nobody who could own a room here.');
    await write((tell, at) => {
      if (!isStranded(book.find(name)))
        throw new ProblemError('room_not_found', `There is no room ${name} to be given.`);
      rows.enter.run({ room: name, person_id: person.id, is_owner: 1, joined_at: at, let_in_by: null });
      rows.give.run({ name, created_by: person.id });
      tell.changed(name);
    });
    await app.audit.note({
      request,
      action: 'room.given',
      target: person.name,
      details: { private_rooms: 1 },
    });
    return reply.code(204).send();
  });
}

/** People make private rooms, and so one that nobody has made came by the archive. Once given it is like all others. */
function isStranded(room: HeldRoom | undefined): boolean {
  return room?.kind === 'private' && room.created_by === null && room.people.size === 0;
}
