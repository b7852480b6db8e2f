import * as z from 'zod/mini';
import { defineEndpoint } from '../endpoint.ts';
import { messageIdSchema } from '../fields/message-id.ts';
import { DEFAULT_ROOM, roomNameSchema } from '../fields/room-name.ts';
import { messageSchema } from '../message.ts';

export const DEFAULT_PAGE_SIZE = 50;
export const MAX_PAGE_SIZE = 200;

const WHOLE_NUMBER = `A limit is a whole number from 1 to ${MAX_PAGE_SIZE}.`;

export const listMessages = defineEndpoint({
  method: 'GET',
  path: '/api/messages',
  summary: 'Read a page of history',
  description:
    'The newest page, oldest message first; with `before` the page that ends just before that message, with `after` ' +
    'the one that starts just after it. `has_more` says whether the room goes on in that direction.',
  access: 'member',
  limit: 'read',
  query: z
    .strictObject({
      room: z._default(roomNameSchema, DEFAULT_ROOM),
      before: z.optional(messageIdSchema),
      after: z.optional(messageIdSchema),
      limit: z._default(
        z.pipe(
          z.transform(readDigits),
          z
            .number(WHOLE_NUMBER)
            .check(z.int(WHOLE_NUMBER), z.minimum(1, WHOLE_NUMBER), z.maximum(MAX_PAGE_SIZE, WHOLE_NUMBER)),
        ),
        DEFAULT_PAGE_SIZE,
      ),
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

/** Decimal digits and nothing else, where Number() would also take `0x3`, `1e1` and spaces. */
function readDigits(given: unknown): unknown {
  return typeof given === 'string' && /^\d{1,9}$/.test(given) ? Number(given) : given;
}
