import * as z from 'zod/mini';
import { defineEndpoint } from '../endpoint.ts';
import { messageIdSchema } from '../fields/message-id.ts';
import { DEFAULT_ROOM, roomNameSchema } from '../fields/room-name.ts';
import { wholeNumberSchema } from '../fields/whole-number.ts';
import { messageSchema } from '../message.ts';

export const DEFAULT_PAGE_SIZE = 50;
export const MAX_PAGE_SIZE = 200;

export const listMessages = defineEndpoint({
  method: 'GET',
  path: '/api/messages',
  summary: 'Read a page of history',
  description:
    'The newest page, oldest message first; with `before` the page that ends just before that message, with `after` ' +
    'the one that starts just after it. `has_more` says whether the room goes on in that direction.',
  access: 'reader',
  limit: 'read',
  query: z
    .strictObject({
      room: z._default(roomNameSchema, DEFAULT_ROOM),
      before: z.optional(messageIdSchema),
      after: z.optional(messageIdSchema),
      limit: z._default(wholeNumberSchema('A limit', 1, MAX_PAGE_SIZE), DEFAULT_PAGE_SIZE),
    })
    .check(
      z.refine((query) => query.before === undefined || query.after === undefined, {
        path: ['after'],
        error: 'Give `before` or `after`, not both.',
      }),
    ),
  answers: {
    200: z
      .object({ messages: z.array(messageSchema), has_more: z.boolean() })
      .check(z.meta({ id: 'MessagePage', description: 'A page of a room, oldest message first.' })),
  },
  problems: ['room_not_found', 'message_not_found'],
});
