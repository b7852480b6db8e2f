import * as z from 'zod/mini';
import { defineEndpoint } from '../endpoint.ts';
import { timestampSchema } from '../fields/timestamp.ts';
import { signIn } from './session.ts';

const passkeySchema = z
  .object({
    id: z.string('An id is text.'),
    name: z.string(),
    created_at: timestampSchema,
    last_used_at: z.nullable(timestampSchema),
  })
  .check(z.meta({ id: 'Passkey', description: 'A passkey, as its owner sees it.' }));

export type Passkey = z.infer<typeof passkeySchema>;

/** WebAuthn's own JSON (https://www.w3.org/TR/webauthn-3/#sctn-parseCreationOptionsFromJSON): the library checks it. */
const webAuthnJson = z.looseObject({}, 'This is no answer of an authenticator.');
const optionsSchema = z
  .object({ options: z.looseObject({}) })
  .check(z.meta({ id: 'PasskeyOptions', description: 'What the browser’s WebAuthn is to be given.' }));
const nameSchema = z
  .string('A passkey has a name.')
  .check(
    z.trim(),
    z.minLength(1, 'Give it a name.'),
    z.maxLength(60, 'At most 60 characters.'),
    z.regex(/^\P{C}*$/u, 'The name holds a character that cannot be seen.'),
  );

export const beginPasskeySignIn = defineEndpoint({
  method: 'POST',
  path: '/api/session/passkey/begin',
  summary: 'Begin to sign in with a passkey',
  description: 'Any passkey of this server will do: nobody is named.',
  access: 'public',
  limit: 'sign_in',
  answers: { 200: optionsSchema },
  problems: ['passkey_refused', 'accounts_off'],
});

export const finishPasskeySignIn = defineEndpoint({
  method: 'POST',
  path: '/api/session/passkey',
  summary: 'Sign in with a passkey',
  description:
    'With what the authenticator answered. For somebody who is signed in, the session counts as fresh again.',
  access: 'public',
  limit: 'sign_in',
  body: z.strictObject({ response: webAuthnJson }),
  answers: { 201: signIn.answers[201] },
  problems: ['sign_in_refused', 'account_suspended', 'accounts_off', 'storage_full', 'maintenance'],
});

export const beginPasskey = defineEndpoint({
  method: 'POST',
  path: '/api/me/passkeys/begin',
  summary: 'Begin to add a passkey',
  description: 'Needs a fresh sign-in.',
  access: 'reader',
  limit: 'write',
  fresh: true,
  answers: { 200: optionsSchema },
  problems: ['passkey_refused', 'recent_sign_in_needed', 'accounts_off'],
});

export const addPasskey = defineEndpoint({
  method: 'POST',
  path: '/api/me/passkeys',
  summary: 'Add a passkey',
  description: 'With what the authenticator answered.',
  access: 'reader',
  limit: 'write',
  fresh: true,
  body: z.strictObject({ name: nameSchema, response: webAuthnJson }),
  answers: { 201: passkeySchema },
  problems: ['passkey_refused', 'recent_sign_in_needed', 'accounts_off', 'storage_full', 'maintenance'],
});

export const listPasskeys = defineEndpoint({
  method: 'GET',
  path: '/api/me/passkeys',
  summary: 'List one’s own passkeys',
  description: 'The newest first.',
  access: 'reader',
  limit: 'read',
  answers: {
    200: z
      .object({ passkeys: z.array(passkeySchema) })
      .check(z.meta({ id: 'Passkeys', description: 'One’s own passkeys.' })),
  },
  problems: ['accounts_off'],
});

export const removePasskey = defineEndpoint({
  method: 'DELETE',
  path: '/api/me/passkeys/:id',
  summary: 'Remove a passkey',
  description: 'It opens nothing any more.',
  access: 'reader',
  limit: 'write',
  fresh: true,
  params: z.strictObject({
    id: z.string('An id is text.').check(z.regex(/^[\w-]{1,1400}$/, 'This is no id of a passkey.')),
  }),
  answers: { 204: null },
  problems: [
    'passkey_not_found',
    'last_way_in',
    'recent_sign_in_needed',
    'accounts_off',
    'storage_full',
    'maintenance',
  ],
});
