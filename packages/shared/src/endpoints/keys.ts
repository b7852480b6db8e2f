import * as z from 'zod/mini';
import { type ApiKeyScope, apiKeySchema, apiKeyScopesSchema, watchedSecretSchema } from '../api-key.ts';
import { defineEndpoint } from '../endpoint.ts';
import { apiKeyIdSchema } from '../fields/api-key-id.ts';
import { keyRoomsSchema } from '../fields/key-rooms.ts';
import { countSchema } from '../fields/whole-number.ts';

export const DEFAULT_KEY_DAYS = 90;
export const MAX_KEY_DAYS = 365;
export const DEFAULT_OVERLAP_HOURS = 24;
export const MAX_OVERLAP_HOURS = 7 * 24;
const MAX_NAME = 80;
const MAX_TOKEN = 512;

const params = z.strictObject({ id: apiKeyIdSchema });

/** Shown once: what is stored is a hash of it. */
const mintedSchema = z
  .object({ key: apiKeySchema, secret: z.string() })
  .check(z.meta({ id: 'MintedApiKey', description: 'A key with its secret, which is shown this once.' }));

export type MintedApiKey = z.infer<typeof mintedSchema>;

export const listKeys = defineEndpoint({
  method: 'GET',
  path: '/api/system/keys',
  summary: 'List the keys and the watched secrets',
  description:
    'Every API key that there is or was in the last 90 days, the newest first, without its secret; and what is known ' +
    "of the server's own secrets: how old each is and when it ends, never its value.",
  access: 'monitor',
  limit: 'admin',
  openInDevelopment: true,
  answers: {
    200: z
      .object({ keys: z.array(apiKeySchema), secrets: z.array(watchedSecretSchema) })
      .check(
        z.meta({ id: 'Keys', description: 'The API keys, and the secrets that the server itself uses.' }),
      ),
  },
  problems: [],
});

export const createKey = defineEndpoint({
  method: 'POST',
  path: '/api/system/keys',
  summary: 'Make an API key',
  description:
    'For a program that uses this API: it sends `Authorization: Bearer <secret>`. The secret is answered once, here. ' +
    'A key ends after 90 days, or after `expires_in_days`. With `rooms` it is for these alone: it neither sees other rooms, ' +
    'nor people who are in none of them; such a key has no scope but read and write. Whoever is signed in needs ' +
    'a fresh sign-in; no key makes one with the scope `admin`.',
  access: 'admin',
  limit: 'admin',
  body: z
    .strictObject({
      name: z
        .string('A key has a name.')
        .check(
          z.trim(),
          z.minLength(1, 'A key has a name.'),
          z.maxLength(MAX_NAME, `The name of a key holds at most ${MAX_NAME} characters.`),
          z.regex(/^[^\p{C}]*$/u, 'The name of a key holds a character that cannot be seen.'),
        ),
      scopes: apiKeyScopesSchema,
      rooms: z.optional(keyRoomsSchema),
      expires_in_days: z._default(
        countSchema('The days until a key ends', 1, MAX_KEY_DAYS),
        DEFAULT_KEY_DAYS,
      ),
    })
    .check(
      z.refine(({ scopes, rooms }) => rooms === undefined || scopes.every(isOfChat), {
        path: ['rooms'],
        error:
          'A key for some rooms reads and writes there alone: monitor and admin are about all of the server.',
      }),
    ),
  answers: { 201: mintedSchema },
  problems: [
    'validation_failed',
    'room_not_found',
    'name_taken',
    'recent_sign_in_needed',
    'storage_full',
    'maintenance',
  ],
});

export const rotateKey = defineEndpoint({
  method: 'POST',
  path: '/api/system/keys/:id/rotate',
  summary: 'Give an API key a new secret',
  description:
    'Answers with the new secret, once. The one before goes on for 24 hours, or for `overlap_hours`, so that no request ' +
    'is lost while a program changes over; an even older one ends at once. The key has its full time again. One that has ' +
    'expired or was revoked cannot be rotated (`key_ended`): create another one. Whoever is signed in needs ' +
    'a fresh sign-in; no key rotates one with the scope `admin`.',
  access: 'admin',
  limit: 'admin',
  params,
  body: z.nullish(
    z.strictObject({
      overlap_hours: z._default(
        countSchema('The hours for which the secret before is still taken', 0, MAX_OVERLAP_HOURS),
        DEFAULT_OVERLAP_HOURS,
      ),
    }),
  ),
  answers: { 201: mintedSchema },
  problems: [
    'key_not_found',
    'key_ended',
    'rank_too_low',
    'recent_sign_in_needed',
    'storage_full',
    'maintenance',
  ],
});

export const revokeKey = defineEndpoint({
  method: 'DELETE',
  path: '/api/system/keys/:id',
  summary: 'Revoke an API key',
  description: 'From now on none of its secrets is taken, for good. Again changes nothing.',
  access: 'admin',
  limit: 'admin',
  params,
  answers: { 200: apiKeySchema },
  problems: ['key_not_found', 'rank_too_low', 'storage_full', 'maintenance'],
});

export const rotateGithubToken = defineEndpoint({
  method: 'POST',
  path: '/api/system/secrets/github-token/rotate',
  summary: 'Change the GitHub token without a restart',
  description:
    'Tries the new token against the repository: whether it can be reached, and may be written. Only then the archive ' +
    'uses it. It is kept in the data folder, readable by its owner alone, and counts until GITHUB_TOKEN itself is ' +
    'changed. Where it does not work, nothing changes.',
  access: 'admin',
  limit: 'admin',
  body: z.strictObject({
    token: z
      .string('A token is text.')
      .check(
        z.minLength(1, 'A token is text.'),
        z.maxLength(MAX_TOKEN, `A token holds at most ${MAX_TOKEN} characters.`),
        z.regex(/^\S+$/, 'A token holds no spaces.'),
      ),
  }),
  answers: {
    200: z
      .object({
        secret: watchedSecretSchema,
        /** What was found with the new token, in one line. */
        check: z.string(),
      })
      .check(z.meta({ id: 'GithubTokenRotated', description: 'The new token is in use.' })),
  },
  problems: ['archive_off', 'token_refused', 'archive_unreachable', 'storage_full', 'maintenance'],
});

function isOfChat(scope: ApiKeyScope): boolean {
  return scope === 'read' || scope === 'write';
}
