import * as z from 'zod/mini';
import { messageIdSchema } from './fields/message-id.ts';
import { personIdSchema } from './fields/person-id.ts';
import { personNameSchema } from './fields/person-name.ts';
import { roomNameSchema } from './fields/room-name.ts';
import { timestampSchema } from './fields/timestamp.ts';

/** `open`: for every member; `private`: for those who were invited; `direct`: between those who began it, for good. */
export const roomKindSchema = z.enum(['open', 'private', 'direct'], 'A room is open, private or direct.');
export type RoomKind = z.infer<typeof roomKindSchema>;

/** Beyond so many, unread messages are not counted. */
export const MOST_UNREAD = 100;

/** A room as the caller sees it; nobody is told of one that they may not see. */
export const roomSchema = z
  .object({
    /** Stands in addresses, in the repository and with each message, and never changes. */
    name: roomNameSchema,
    /** What people read, and may change; of a direct room empty: it is called after those in it. */
    title: z.string(),
    description: z.string(),
    kind: roomKindSchema,
    /** Since when it is only read; null while it is written in. */
    closed_at: z.nullable(timestampSchema),
    /** Whether what is written goes into the Git repository: always of open rooms, never of direct ones. */
    in_repository: z.boolean(),
    /** Of a private room that goes there: since when. */
    repository_since: z.nullable(timestampSchema),
    /** Where it stands among the rooms that the caller sees, from 1 on. */
    position: z.int(),
    created_at: timestampSchema,
    /** Of a private or direct room: who is in it. Of an open room null: every member may be. */
    people: z.nullable(z.array(personIdSchema)),
    /** How many are in it; of an open room those who joined it. */
    members: z.int(),
    /** Of a private room: those who run it. */
    owners: z.array(personIdSchema),
    /** Of a direct room: those who were in it and have been removed from the server. Without any other, it is only read. */
    gone: z.array(z.object({ id: personIdSchema, name: personNameSchema })),
    /** Who let the caller in, and when; null for somebody who came by themselves, or made it. */
    let_in: z.nullable(z.object({ by: personIdSchema, at: timestampSchema })),
    /** Whether the caller is in it; it stands in their list then, and counts as unread. */
    is_member: z.boolean(),
    /** Whether the caller may change it. */
    is_yours: z.boolean(),
    last_message: z.nullable(
      z.object({ id: messageIdSchema, author: z.string(), excerpt: z.string(), created_at: timestampSchema }),
    ),
    /** Up to 100; messages of one's own count as read. 0 where nobody is signed in: the page counts for itself. */
    unread: z.int(),
    /** The newest message that the caller has read; null where none was. */
    read_up_to: z.nullable(messageIdSchema),
  })
  .check(z.meta({ id: 'Room', description: 'A room as the caller sees it.' }));

export type Room = z.infer<typeof roomSchema>;
