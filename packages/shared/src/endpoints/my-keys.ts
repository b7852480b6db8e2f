import * as z from 'zod/mini';
import { apiKeySchema } from '../api-key.ts';
import { defineEndpoint } from '../endpoint.ts';
import { keyRoomsSchema } from '../fields/key-rooms.ts';
import { newNameSchema } from '../fields/person-name.ts';
import { countSchema } from '../fields/whole-number.ts';
import { createKey, DEFAULT_KEY_DAYS, MAX_KEY_DAYS, revokeKey, rotateKey } from './keys.ts';

/** How many keys a person may have that are still taken. */
export const MAX_OWN_KEYS = 10;

const scopes = z
  .array(
    z.enum(['read', 'write'], 'A scope of your own is read or write.'),
    'Scopes are a list of read and write.',
  )
  .check(
    z.minLength(1, 'A key has at least one scope.'),
    z.maxLength(2, 'Give each scope once.'),
    z.refine((given) => new Set(given).size === given.length, { error: 'Give each scope once.' }),
  );

export const listMyKeys = defineEndpoint({
  method: 'GET',
  path: '/api/me/keys',
  summary: 'List one’s own API keys',
  description:
    'The bots of the caller: every key that there is or was in the last 90 days, the newest first.',
  access: 'member',
  limit: 'read',
  answers: {
    200: z
      .object({ keys: z.array(apiKeySchema) })
      .check(z.meta({ id: 'MyKeys', description: 'The API keys of one person.' })),
  },
  problems: ['accounts_off'],
});

export const createMyKey = defineEndpoint({
  method: 'POST',
  path: '/api/me/keys',
  summary: 'Make an API key for a bot of one’s own',
  description:
    'The bot writes under the name of the key, which is nobody else’s, and never may more than its owner may at that ' +
    `moment. With \`rooms\` it knows of these alone, and of the people in them. The secret is answered once, here. At most ${MAX_OWN_KEYS} keys that are still taken.`,
  access: 'member',
  fresh: true,
  limit: 'write',
  body: z.strictObject({
    name: newNameSchema,
    scopes,
    rooms: z.optional(keyRoomsSchema),
    expires_in_days: z._default(countSchema('The days until a key ends', 1, MAX_KEY_DAYS), DEFAULT_KEY_DAYS),
  }),
  answers: createKey.answers,
  problems: [
    'room_not_found',
    'name_taken',
    'too_many_keys',
    'recent_sign_in_needed',
    'accounts_off',
    'storage_full',
    'maintenance',
  ],
});

export const rotateMyKey = defineEndpoint({
  method: 'POST',
  path: '/api/me/keys/:id/rotate',
  summary: 'Give one’s own API key a new secret',
  description: rotateKey.description,
  access: 'member',
  fresh: true,
  limit: 'write',
  params: rotateKey.params,
  body: rotateKey.body,
  answers: rotateKey.answers,
  problems: [
    'key_not_found',
    'key_ended',
    'recent_sign_in_needed',
    'accounts_off',
    'storage_full',
    'maintenance',
  ],
});

export const revokeMyKey = defineEndpoint({
  method: 'DELETE',
  path: '/api/me/keys/:id',
  summary: 'Revoke one’s own API key',
  description: revokeKey.description,
  access: 'reader',
  limit: 'write',
  params: revokeKey.params,
  answers: revokeKey.answers,
  problems: ['key_not_found', 'accounts_off', 'storage_full', 'maintenance'],
});
