import * as z from 'zod/mini';
import { defineEndpoint } from '../endpoint.ts';
import { emailAddressSchema } from '../fields/email-address.ts';
import { linkTokenSchema } from '../fields/link-token.ts';
import { newPasswordSchema } from '../fields/password.ts';
import { newNameSchema } from '../fields/person-name.ts';
import { timestampSchema } from '../fields/timestamp.ts';
import { roleSchema } from '../person.ts';
import { signIn } from './session.ts';

const signedInSchema = signIn.answers[201];

/** Links look like `/join#<token>`: what stands behind `#` a browser keeps to itself, so that no log holds it. */
export const lookAtLink = defineEndpoint({
  method: 'POST',
  path: '/api/links/look',
  summary: 'What is this link for?',
  description: 'Says what a link is good for, before it is used.',
  access: 'public',
  limit: 'sign_in',
  body: z.strictObject({ token: linkTokenSchema }),
  answers: {
    200: z
      .object({
        kind: z.enum(['set_up', 'invite', 'recovery']),
        /** What whoever uses it will be. */
        role: roleSchema,
        /** Whose account is recovered; null for the others. */
        name: z.nullable(z.string()),
        /** Who invites; null where nobody is named. */
        invited_by: z.nullable(z.string()),
        expires_at: timestampSchema,
      })
      .check(z.meta({ id: 'Link', description: 'What a one-time link is good for.' })),
  },
  problems: ['link_ended', 'accounts_off'],
});

export const join = defineEndpoint({
  method: 'POST',
  path: '/api/join',
  summary: 'Make an account by a link',
  description:
    'By the link that the terminal prints at the first start, which makes the owner, or by an invite. Signs in at once.',
  access: 'public',
  limit: 'sign_in',
  body: z.strictObject({
    token: linkTokenSchema,
    name: newNameSchema,
    email: z.nullish(emailAddressSchema),
    password: newPasswordSchema,
  }),
  answers: { 201: signedInSchema },
  problems: ['link_ended', 'name_taken', 'email_taken', 'accounts_off', 'storage_full', 'maintenance'],
});

export const recover = defineEndpoint({
  method: 'POST',
  path: '/api/recover',
  summary: 'Choose a new password by a link',
  description: 'Ends every other session of that account, and signs in at once.',
  access: 'public',
  limit: 'sign_in',
  body: z.strictObject({ token: linkTokenSchema, password: newPasswordSchema }),
  answers: { 201: signedInSchema },
  problems: ['link_ended', 'accounts_off', 'storage_full', 'maintenance'],
});

export const askForRecovery = defineEndpoint({
  method: 'POST',
  path: '/api/recovery',
  summary: 'Have a link for a new password sent by mail',
  description:
    'Always answers the same and as quickly, whether or not anybody has that address. Needs SMTP_URL.',
  access: 'public',
  limit: 'sign_in',
  body: z.strictObject({ email: emailAddressSchema }),
  answers: { 202: null },
  problems: ['accounts_off', 'mail_off'],
});
