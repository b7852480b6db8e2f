import * as z from 'zod/mini';
import { defineEndpoint } from '../endpoint.ts';
import { personIdSchema } from '../fields/person-id.ts';
import { roomNameSchema } from '../fields/room-name.ts';
import { roomDescriptionSchema, roomTitleSchema } from '../fields/room-words.ts';
import { roomSchema } from '../room.ts';

const params = z.strictObject({ name: roomNameSchema });
const CHANGES = ['room_not_found', 'not_your_room', 'default_room', 'storage_full', 'maintenance'] as const;
const OF_PEOPLE = [...CHANGES, 'accounts_off'] as const;
const MOST_PEOPLE = 50;

export const createRoom = defineEndpoint({
  method: 'POST',
  path: '/api/rooms',
  summary: 'Make a room',
  description:
    'Whoever makes it owns it and is in it. A private room needs accounts; to its name some letters are added, so that ' +
    'nobody learns by a refusal which there are. At most 500 rooms that are not closed.',
  access: 'member',
  limit: 'write',
  body: z.strictObject({
    name: roomNameSchema,
    title: z.optional(roomTitleSchema),
    description: z._default(roomDescriptionSchema, ''),
    kind: z._default(z.enum(['open', 'private'], 'A room is open or private.'), 'open'),
    people: z._default(
      z
        .array(personIdSchema, 'People are a list of their ids.')
        .check(z.maxLength(MOST_PEOPLE, `At most ${MOST_PEOPLE} at a time.`)),
      [],
    ),
  }),
  answers: { 201: roomSchema },
  problems: [
    'room_taken',
    'too_many_rooms',
    'not_your_room',
    'person_not_found',
    'storage_full',
    'maintenance',
  ],
});

export const openDirectRoom = defineEndpoint({
  method: 'POST',
  path: '/api/direct-rooms',
  summary: 'Write to somebody directly',
  description:
    'The room of exactly these people and the caller, made where there is none yet. Never goes into the repository.',
  access: 'member',
  limit: 'write',
  body: z.strictObject({
    people: z
      .array(personIdSchema, 'People are a list of ids.')
      .check(z.minLength(1, 'Name somebody.'), z.maxLength(8, 'At most eight others.')),
  }),
  answers: { 200: roomSchema, 201: roomSchema },
  problems: ['person_not_found', 'accounts_off', 'storage_full', 'maintenance'],
});

export const changeRoom = defineEndpoint({
  method: 'PATCH',
  path: '/api/rooms/:name',
  summary: 'Change a room',
  description:
    'Its title, its description, whether it is only read from now on, and of a private one whether it goes into the ' +
    'repository: from then on everyone in it sees that, and what was written before stays out. A title that looks like that of ' +
    'another room that the caller sees is taken. By whoever made it, an admin or an owner; a private one by its owner alone.',
  access: 'member',
  limit: 'write',
  params,
  body: z.strictObject({
    title: z.optional(roomTitleSchema),
    description: z.optional(roomDescriptionSchema),
    is_closed: z.optional(z.boolean('Closed is true or false.')),
    in_repository: z.optional(z.boolean('It is true or false.')),
  }),
  answers: { 200: roomSchema },
  problems: [...CHANGES, 'room_taken'],
});

export const orderRooms = defineEndpoint({
  method: 'POST',
  path: '/api/rooms/order',
  summary: 'Put the rooms in order',
  description:
    'For everyone; rooms that are not named keep their order behind those that are. By admins and owners; in open mode by anyone.',
  access: 'member',
  limit: 'write',
  body: z.strictObject({
    names: z
      .array(roomNameSchema, 'The order is a list of names.')
      .check(z.maxLength(500, 'At most 500 rooms.')),
  }),
  answers: { 204: null },
  problems: ['room_not_found', 'rank_too_low', 'storage_full', 'maintenance'],
});

export const joinRoom = defineEndpoint({
  method: 'POST',
  path: '/api/rooms/:name/join',
  summary: 'Join an open room',
  description: 'Again changes nothing.',
  access: 'member',
  limit: 'write',
  params,
  answers: { 200: roomSchema },
  problems: OF_PEOPLE,
});

export const leaveRoom = defineEndpoint({
  method: 'POST',
  path: '/api/rooms/:name/leave',
  summary: 'Leave a room',
  description:
    'The default room cannot be left, nor a direct one. A private room whose owner leaves is run by the member who has been there for the longest; empty, it is closed.',
  access: 'reader',
  limit: 'write',
  params,
  answers: { 204: null },
  problems: OF_PEOPLE,
});

export const inviteToRoom = defineEndpoint({
  method: 'POST',
  path: '/api/rooms/:name/people',
  summary: 'Bring people into a room',
  description:
    'By whoever is in it. Guests see only rooms into which they were brought; that is for its owner, or for an admin or owner who sees it.',
  access: 'member',
  limit: 'write',
  params,
  body: z.strictObject({
    people: z
      .array(personIdSchema, 'People are a list of ids.')
      .check(z.minLength(1, 'Name somebody.'), z.maxLength(MOST_PEOPLE, `At most ${MOST_PEOPLE} at a time.`)),
  }),
  answers: { 200: roomSchema },
  problems: [...OF_PEOPLE, 'person_not_found'],
});

export const removeFromRoom = defineEndpoint({
  method: 'DELETE',
  path: '/api/rooms/:name/people/:person',
  summary: 'Take a person out of a room',
  description:
    'By whoever made it, an admin or an owner; out of a private one by its owner alone. Invites into it that they made lead there no longer.',
  access: 'member',
  limit: 'write',
  params: z.strictObject({ name: roomNameSchema, person: personIdSchema }),
  answers: { 200: roomSchema },
  problems: [...OF_PEOPLE, 'person_not_found'],
});
