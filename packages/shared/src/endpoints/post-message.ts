import * as z from 'zod/mini';
import { defineEndpoint } from '../endpoint.ts';
import { messageContentSchema } from '../fields/message-content.ts';
import { messageIdSchema } from '../fields/message-id.ts';
import { personNameSchema } from '../fields/person-name.ts';
import { DEFAULT_ROOM, roomNameSchema } from '../fields/room-name.ts';
import { messageSchema } from '../message.ts';

export const postMessage = defineEndpoint({
  method: 'POST',
  path: '/api/messages',
  summary: 'Write a message',
  description:
    'Answers after the message is on disk, and not before. Send your own `id` to make a retry safe: the same id ' +
    'by the same author answers 200 with the first message, whatever else the retry says. ' +
    'In the mode `open` the author is the one that is given, or Anonymous, and under a name that somebody has taken (`PUT /api/identity`) only whoever has it writes; with accounts it is whoever is signed in.',
  access: 'member',
  limit: 'write',
  body: z.strictObject({
    content: messageContentSchema,
    /** Of the mode `open`; whoever is signed in writes under their own name, and need not give it. */
    author: z.optional(personNameSchema),
    room: z._default(roomNameSchema, DEFAULT_ROOM),
    id: z.optional(messageIdSchema),
  }),
  answers: { 201: messageSchema, 200: messageSchema },
  problems: ['room_not_found', 'room_closed', 'muted', 'id_taken', 'name_taken', 'storage_full'],
});
