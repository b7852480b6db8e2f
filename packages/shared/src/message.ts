import * as z from 'zod/mini';
import { gitCommitHashSchema } from './fields/git-commit-hash.ts';
import { messageContentSchema } from './fields/message-content.ts';
import { messageIdSchema } from './fields/message-id.ts';
import { personNameSchema } from './fields/person-name.ts';
import { roomNameSchema } from './fields/room-name.ts';
import { timestampSchema } from './fields/timestamp.ts';

/** A message as it is stored and sent; `git_commit_hash` is null until `synced`. */
export const messageSchema = z
  .object({
    id: messageIdSchema,
    room: roomNameSchema,
    author: personNameSchema,
    /** The id of the person or API key that wrote it; null for what was written without an account. */
    author_id: z.nullable(z.string()),
    content: messageContentSchema,
    created_at: timestampSchema,
    edited_at: z.nullable(timestampSchema),
    git_commit_hash: z.nullable(gitCommitHashSchema),
    synced: z.boolean(),
    /** There for what was written in a room that does not go into the repository: it never will. */
    kept_here: z.optional(z.literal(true)),
  })
  .check(z.meta({ id: 'Message', description: 'A message and its receipt.' }));

export type Message = z.infer<typeof messageSchema>;
