import * as z from 'zod/mini';
import { defineEndpoint } from '../endpoint.ts';
import { roomSchema } from '../room.ts';

export const listRooms = defineEndpoint({
  method: 'GET',
  path: '/api/rooms',
  summary: 'List the rooms',
  description:
    'Every room that the caller may see, in order, with what is unread in it. Later changes come with the polls.',
  access: 'reader',
  limit: 'read',
  answers: {
    200: z
      .object({ rooms: z.array(roomSchema) })
      .check(z.meta({ id: 'Rooms', description: 'The rooms that the caller may see.' })),
  },
  problems: [],
});
