import * as z from 'zod/mini';
import { roomNameSchema } from './fields/room-name.ts';
import { timestampSchema } from './fields/timestamp.ts';
import { roleSchema } from './person.ts';

/** Into so many rooms one invite brings people. */
export const MOST_INVITE_ROOMS = 50;

/** Of a link only its hash is kept, and so it is shown once. */
export const inviteSchema = z
  .object({
    id: z.string(),
    role: roleSchema,
    /** For whom it is, in the words of whoever made it. */
    note: z.string(),
    /** Into which rooms whoever comes by it is brought at once, as far as the caller may know of them. */
    rooms: z.array(roomNameSchema),
    /** How many rooms it leads into besides, of which the caller is not told. */
    other_rooms: z.int(),
    status: z.enum(['open', 'used_up', 'expired', 'revoked']),
    uses: z.int(),
    max_uses: z.int(),
    created_at: timestampSchema,
    /** Null where it was made with the admin token. */
    created_by: z.nullable(z.string()),
    expires_at: timestampSchema,
    revoked_at: z.nullable(timestampSchema),
  })
  .check(z.meta({ id: 'Invite', description: 'A link that lets people in, without its token.' }));

export type Invite = z.infer<typeof inviteSchema>;

/** A room as far as it concerns whoever invites. */
export const inviteRoomSchema = z.object({
  name: roomNameSchema,
  title: z.string(),
  /** Not open to every member. */
  is_private: z.boolean(),
});

export type InviteRoom = z.infer<typeof inviteRoomSchema>;
