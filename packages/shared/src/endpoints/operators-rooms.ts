import * as z from 'zod/mini';
import { defineEndpoint } from '../endpoint.ts';
import { personIdSchema } from '../fields/person-id.ts';
import { roomNameSchema } from '../fields/room-name.ts';
import { timestampSchema } from '../fields/timestamp.ts';

const ofPerson = z.strictObject({ id: personIdSchema });
const MOST_ROOMS = 500;
const WHOM = ['person_not_found', 'rank_too_low', 'accounts_off'] as const;

const roomOfPersonSchema = z.object({
  name: roomNameSchema,
  title: z.string(),
  /** Not open to every member. */
  is_private: z.boolean(),
  is_in: z.boolean(),
});

export type RoomOfPerson = z.infer<typeof roomOfPersonSchema>;

const roomsOfPersonSchema = z.object({ rooms: z.array(roomOfPersonSchema) }).check(
  z.meta({
    id: 'RoomsOfPerson',
    description: 'Rooms that the caller runs, and whether somebody is in them.',
  }),
);

export const listRoomsOfPerson = defineEndpoint({
  method: 'GET',
  path: '/api/system/people/:id/rooms',
  summary: 'In which rooms is this person?',
  description:
    'In their order: the open ones, and the private ones that the caller runs; closed ones only where that person is in them.',
  access: 'admin',
  limit: 'admin',
  params: ofPerson,
  answers: { 200: roomsOfPersonSchema },
  problems: WHOM,
});

export const chooseRoomsOfPerson = defineEndpoint({
  method: 'POST',
  path: '/api/system/people/:id/rooms',
  summary: 'Choose in which rooms a person is',
  description:
    'Of those that the answer to GET lists: into the rooms that are named they come, out of the others they go. A guest ' +
    'sees no others; members see the open ones in any case.',
  access: 'admin',
  limit: 'admin',
  params: ofPerson,
  body: z.strictObject({
    rooms: z
      .array(roomNameSchema, 'Rooms are a list of names.')
      .check(z.maxLength(MOST_ROOMS, `At most ${MOST_ROOMS} rooms.`)),
  }),
  answers: { 200: roomsOfPersonSchema },
  problems: [...WHOM, 'room_not_found', 'storage_full', 'maintenance'],
});

const strandedRoomSchema = z.object({
  name: roomNameSchema,
  title: z.string(),
  description: z.string(),
  created_at: timestampSchema,
});

export type StrandedRoom = z.infer<typeof strandedRoomSchema>;

export const listStrandedRooms = defineEndpoint({
  method: 'GET',
  path: '/api/system/stranded-rooms',
  summary: 'List the private rooms that came back without their people',
  description:
    'The archive holds what was written in private rooms whose owners decided so, but not who was in them: after a restore ' +
    'from it alone nobody sees them.',
  access: 'owner',
  limit: 'admin',
  answers: {
    200: z
      .object({ rooms: z.array(strandedRoomSchema) })
      .check(z.meta({ id: 'StrandedRooms', description: 'Private rooms that nobody is in.' })),
  },
  problems: ['accounts_off'],
});

export const giveStrandedRoom = defineEndpoint({
  method: 'POST',
  path: '/api/system/stranded-rooms/:name/give',
  summary: 'Give a private room that came back without its people to somebody',
  description: 'Who owns it from then on, and brings the others in. Not for a guest.',
  access: 'owner',
  fresh: true,
  limit: 'admin',
  params: z.strictObject({ name: roomNameSchema }),
  body: z.strictObject({ person_id: personIdSchema }),
  answers: { 204: null },
  problems: [
    'room_not_found',
    'person_not_found',
    'recent_sign_in_needed',
    'accounts_off',
    'storage_full',
    'maintenance',
  ],
});
