import * as z from 'zod/mini';
import { apiKeyIdSchema } from './fields/api-key-id.ts';
import { roomNameSchema } from './fields/room-name.ts';
import { timestampSchema } from './fields/timestamp.ts';

/**
 * What a key may do: `read` reads the chat, `write` posts as well, `monitor` reads figures, health and lists of the
 * operators' part, `admin` may do everything there, and so holds `monitor`. Apart from that none holds another.
 */
export const API_KEY_SCOPES = ['read', 'write', 'monitor', 'admin'] as const;
export const apiKeyScopeSchema = z.enum(API_KEY_SCOPES, 'A scope is read, write, monitor or admin.');
export type ApiKeyScope = z.infer<typeof apiKeyScopeSchema>;

export const apiKeyScopesSchema = z
  .array(apiKeyScopeSchema, 'Scopes are a list of read, write, monitor and admin.')
  .check(
    z.minLength(1, 'A key has at least one scope.'),
    z.maxLength(API_KEY_SCOPES.length, 'Give each scope once.'),
    z.refine((scopes) => new Set(scopes).size === scopes.length, { error: 'Give each scope once.' }),
  );

/**
 * `rotation_due`: in use for 60 days; `expiring`: ends within 14 days. Both go on working; the more pressing one is said.
 */
const keyStatusSchema = z.enum(['active', 'rotation_due', 'expiring', 'expired', 'revoked']);

/** A key for a program that uses the API, without its secret. */
export const apiKeySchema = z
  .object({
    id: apiKeyIdSchema,
    name: z.string(),
    /** Whose bot it is; null for one that the admin token or the command line made. */
    owner: z.nullable(z.string()),
    scopes: z.array(apiKeyScopeSchema),
    /** The only rooms that it knows of, as far as the caller may know of them; null: all that its owner sees. */
    rooms: z.nullable(z.array(roomNameSchema)),
    /** How many more of its rooms there are. */
    other_rooms: z.int(),
    status: keyStatusSchema,
    created_at: timestampSchema,
    expires_at: timestampSchema,
    /** When it got its last secret; null while it has its first. */
    rotated_at: z.nullable(timestampSchema),
    rotations: z.int(),
    /** Until when the secret before the last is taken as well; null where it is not. */
    previous_valid_until: z.nullable(timestampSchema),
    /** To the minute; null where it was never used. */
    last_used_at: z.nullable(timestampSchema),
    revoked_at: z.nullable(timestampSchema),
  })
  .check(z.meta({ id: 'ApiKey', description: 'A key for a program that uses the API.' }));

export type ApiKey = z.infer<typeof apiKeySchema>;

/** A secret that the server itself uses, or that it was told to watch. Its value is neither kept nor shown. */
export const watchedSecretSchema = z
  .object({
    /** The variable that holds it, for example `GITHUB_TOKEN`. */
    name: z.string(),
    /** `not_set` where the variable is empty. */
    status: z.enum(['active', 'rotation_due', 'expiring', 'expired', 'not_set']),
    /** Tells two values apart, and tells nothing of either; null where there is none. */
    fingerprint: z.nullable(z.string()),
    /** When the server first met one under this name; a change of its value leaves that. */
    first_seen_at: z.nullable(timestampSchema),
    /** Whole days since its value was changed, or first seen. */
    age_days: z.nullable(z.int()),
    /** When it ends, where that is known: GitHub says it of its tokens. */
    expires_at: z.nullable(timestampSchema),
    rotations: z.int(),
    last_rotated_at: z.nullable(timestampSchema),
    /** How to change it, in a sentence. */
    how_to_rotate: z.string(),
    /** Whether that can be done while the server runs, by `rotateGithubToken`. */
    rotates_here: z.boolean(),
  })
  .check(z.meta({ id: 'WatchedSecret', description: 'What is known of a secret that the server uses.' }));

export type WatchedSecret = z.infer<typeof watchedSecretSchema>;
