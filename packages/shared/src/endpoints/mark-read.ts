import * as z from 'zod/mini';
import { defineEndpoint } from '../endpoint.ts';
import { messageIdSchema } from '../fields/message-id.ts';
import { roomNameSchema } from '../fields/room-name.ts';

export const markRead = defineEndpoint({
  method: 'POST',
  path: '/api/rooms/:name/read',
  summary: 'Say how far one has read',
  description:
    'Up to that message, which never goes back. Other pages of the same person learn of it by their poll.',
  access: 'reader',
  limit: 'read',
  params: z.strictObject({ name: roomNameSchema }),
  body: z.strictObject({ up_to: messageIdSchema }),
  answers: { 204: null },
  problems: ['room_not_found', 'message_not_found', 'accounts_off', 'storage_full', 'maintenance'],
});
