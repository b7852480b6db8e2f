import * as z from 'zod/mini';
import { defineEndpoint } from '../endpoint.ts';
import { personIdSchema } from '../fields/person-id.ts';
import { roomNameSchema } from '../fields/room-name.ts';
import { inviteSchema } from '../invite.ts';

const shown = inviteSchema.def.shape;

/** An invite as far as it concerns whoever runs a room into which it leads. */
export const roomInviteSchema = z
  .object({
    id: shown.id,
    role: shown.role,
    uses: shown.uses,
    max_uses: shown.max_uses,
    created_by: shown.created_by,
    created_at: shown.created_at,
    expires_at: shown.expires_at,
  })
  .check(z.meta({ id: 'RoomInvite', description: 'An invite that leads into a room.' }));

export type RoomInvite = z.infer<typeof roomInviteSchema>;

export const listRoomInvites = defineEndpoint({
  method: 'GET',
  path: '/api/rooms/:name/invites',
  summary: 'List the invites into a private room',
  description:
    'Those that are open, the newest first, and whose maker is in the room: one ends, as far as the room is concerned, ' +
    'when its maker leaves it. By whoever runs the room.',
  access: 'member',
  limit: 'read',
  params: z.strictObject({ name: roomNameSchema }),
  answers: {
    200: z
      .object({ invites: z.array(roomInviteSchema) })
      .check(z.meta({ id: 'RoomInvites', description: 'The invites that lead into a room.' })),
  },
  problems: ['room_not_found', 'not_your_room', 'accounts_off'],
});

export const withdrawRoomInvite = defineEndpoint({
  method: 'DELETE',
  path: '/api/rooms/:name/invites/:id',
  summary: 'Take a private room out of an invite',
  description:
    'Nobody comes into the room by it any more; for the rest it stays as it is. Again changes nothing. By whoever runs the room.',
  access: 'member',
  limit: 'write',
  params: z.strictObject({ name: roomNameSchema, id: personIdSchema }),
  answers: { 204: null },
  problems: ['room_not_found', 'not_your_room', 'accounts_off', 'storage_full', 'maintenance'],
});
