import { listRoomInvites, type RoomInvite, withdrawRoomInvite } from '@bookchat/shared';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { LinksTable } from '../../db/schema/people.ts';
import { addEndpoint } from '../../lib/add-endpoint.ts';
import { ProblemError } from '../../lib/problem-error.ts';
import { createEnsure } from './ensure.ts';
import type { HeldRoom } from './held-room.ts';
import type { Rights } from './rights.ts';

/** Whoever runs a private room sees by which invites strangers come into it, and shuts it to them. */
export function addRoomInviteRoutes(app: FastifyInstance, rights: Rights): void {
  const { links, writing } = app.people;
  const ensure = createEnsure(app, rights);

  addEndpoint(app, listRoomInvites, (request) => ({
    invites: listInto(getPrivate(request, request.params.name)).map(toRoomInvite),
  }));

  addEndpoint(app, withdrawRoomInvite, async (request, reply) => {
    const room = getPrivate(request, request.params.name);
    await writing(() => {
      const link = listInto(room).find(({ id }) => id === request.params.id);
      if (link !== undefined) links.withdraw(link, room.name);
    });
    return reply.code(204).send();
  });

  function getPrivate(request: FastifyRequest, name: string): HeldRoom {
    const room = ensure.manages(request, name);
    if (room.kind === 'private') return room;
    throw new ProblemError('not_your_room', 'Invites into open rooms are looked after by admins.');
  }

  /** Those by which nobody would come into it any more are none. */
  function listInto(room: HeldRoom): LinksTable[] {
    return links.listInto(room.name).filter(({ person_id, role }) => {
      const inviter = rights.inviterOf(person_id);
      return inviter !== null && rights.canBringIn(room, inviter, role);
    });
  }
}

function toRoomInvite({
  id,
  role,
  uses,
  max_uses,
  created_by,
  created_at,
  expires_at,
}: LinksTable): RoomInvite {
  return { id, role, uses, max_uses, created_by, created_at, expires_at };
}
