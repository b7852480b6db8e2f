import * as z from 'zod/mini';
import { avatarHashSchema } from './fields/avatar-hash.ts';
import { personIdSchema } from './fields/person-id.ts';
import { personNameSchema } from './fields/person-name.ts';
import { timestampSchema } from './fields/timestamp.ts';

/** From the one who may everything to the one who only reads. */
export const ROLES = ['owner', 'admin', 'member', 'guest'] as const;
export const roleSchema = z.enum(ROLES, 'A role is owner, admin, member or guest.');
export type Role = z.infer<typeof roleSchema>;

const stateSchema = z.enum(['active', 'suspended', 'removed']);
export type PersonState = z.infer<typeof stateSchema>;

/** A person as everyone who is signed in sees them. */
export const personSchema = z
  .object({
    id: personIdSchema,
    name: personNameSchema,
    role: roleSchema,
    state: stateSchema,
    /** What they are about, in a line; empty where they say nothing. */
    status_text: z.string(),
    /** A name of the IANA; another engine may not know it. Null where they keep it to themselves. */
    time_zone: z.nullable(z.string()),
    /** The hash of their picture, by which it is loaded; null without one. */
    avatar: z.nullable(avatarHashSchema),
    created_at: timestampSchema,
  })
  .check(z.meta({ id: 'Person', description: 'Somebody with an account.' }));

export type Person = z.infer<typeof personSchema>;

/** A person as they see themselves. */
export const meSchema = z
  .object({
    ...personSchema.def.shape,
    email: z.nullable(z.string()),
    /** False for somebody who signs in by a passkey or by GitHub alone. */
    has_password: z.boolean(),
    /** Until when they may not write; null where they may. */
    muted_until: z.nullable(timestampSchema),
    /** Why they may not, as whoever muted them said; null where they may. */
    mute_reason: z.nullable(z.string()),
    github_login: z.nullable(z.string()),
    /** A few letters that are others where the name, the role or a mute is another; polls bring them as well. */
    standing: z.string(),
  })
  .check(z.meta({ id: 'Me', description: 'Whoever asks, as they see themselves.' }));

export type Me = z.infer<typeof meSchema>;

/** A person as admins see them. */
export const managedPersonSchema = z
  .object({
    ...meSchema.def.shape,
    /** To the minute; null for somebody who never came. */
    last_seen_at: z.nullable(timestampSchema),
    /** Why they are suspended or removed, as whoever did it said. */
    suspend_reason: z.nullable(z.string()),
    messages_hidden: z.boolean(),
    passkeys: z.int(),
    sessions: z.int(),
  })
  .check(z.meta({ id: 'ManagedPerson', description: 'A person as admins see them.' }));

export type ManagedPerson = z.infer<typeof managedPersonSchema>;
