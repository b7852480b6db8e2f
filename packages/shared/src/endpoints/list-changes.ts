import * as z from 'zod/mini';
import { archiveStatusSchema } from '../archive-status.ts';
import { defineEndpoint } from '../endpoint.ts';
import { cursorSchema } from '../fields/cursor.ts';
import { messageIdSchema } from '../fields/message-id.ts';
import { personIdSchema } from '../fields/person-id.ts';
import { roomNameSchema } from '../fields/room-name.ts';
import { messageSchema } from '../message.ts';
import { roomSchema } from '../room.ts';

/** What is new or changed, as it stands now: whoever has the thing already replaces it. */
export const changeSchema = z
  .discriminatedUnion('type', [
    z.object({ type: z.literal('message'), message: messageSchema }),
    /** A room that is new to the caller, or changed: its words, who is in it, how far the caller has read. */
    z.object({ type: z.literal('room'), room: roomSchema }),
    /** The caller may not see that room any more. */
    z.object({ type: z.literal('room_gone'), name: roomNameSchema }),
    /** Shown to nobody any more; when it is shown again, it comes as a message. */
    z.object({ type: z.literal('hidden'), id: messageIdSchema }),
  ])
  .check(z.meta({ id: 'Change', description: 'Something new or changed, as it stands now.' }));

export type Change = z.infer<typeof changeSchema>;

export const listChanges = defineEndpoint({
  method: 'GET',
  path: '/api/changes',
  summary: 'Ask what is new',
  description:
    'Everything new or changed since a cursor, each thing once and as it stands now; without `since` the current ' +
    'cursor alone. Where nothing is new, 304 if the last ETag comes along as `If-None-Match`, else 200 and empty. ' +
    '`has_more` says that another call with the new cursor will bring more at once. A cursor from before a restore ' +
    'answers 410: load the newest page and start with a new cursor.',
  access: 'reader',
  limit: 'poll',
  query: z.strictObject({ since: z.optional(cursorSchema) }),
  answers: {
    200: z
      .object({
        changes: z.array(changeSchema),
        cursor: cursorSchema,
        has_more: z.boolean(),
        archive: archiveStatusSchema,
        /** Who has polled within the last minute, by id; empty in open mode. */
        present: z.array(personIdSchema),
        /** The `standing` of whoever is signed in: where it is another than one knows, ask who they are. */
        standing: z.string(),
      })
      .check(z.meta({ id: 'Changes', description: 'What is new, and where to ask next.' })),
    304: null,
  },
  problems: ['cursor_expired'],
});

export type Changes = z.infer<(typeof listChanges.answers)[200]>;
