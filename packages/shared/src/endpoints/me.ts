import * as z from 'zod/mini';
import { defineEndpoint } from '../endpoint.ts';
import { emailAddressSchema } from '../fields/email-address.ts';
import { newPasswordSchema } from '../fields/password.ts';
import { newNameSchema } from '../fields/person-name.ts';
import { statusTextSchema } from '../fields/status-text.ts';
import { timeZoneSchema } from '../fields/time-zone.ts';
import { passwordSchema } from '../fields/tried-password.ts';
import { meSchema } from '../person.ts';

export const changeMe = defineEndpoint({
  method: 'PATCH',
  path: '/api/me',
  summary: 'Change one’s own name, mail address or profile',
  description:
    'What was written under the old name keeps it. To change the mail address needs a fresh sign-in; to take another name, or to ' +
    'say something as one’s status, that one is not muted. At most three changes of name in 30 days.',
  access: 'reader',
  limit: 'write',
  body: z.strictObject({
    name: z.optional(newNameSchema),
    email: z.optional(z.nullable(emailAddressSchema)),
    status_text: z.optional(statusTextSchema),
    time_zone: z.optional(z.nullable(timeZoneSchema)),
  }),
  answers: { 200: meSchema },
  problems: [
    'name_taken',
    'too_many_renames',
    'email_taken',
    'recent_sign_in_needed',
    'muted',
    'accounts_off',
    'storage_full',
    'maintenance',
  ],
});

export const changePassword = defineEndpoint({
  method: 'POST',
  path: '/api/me/password',
  summary: 'Change one’s own password',
  description:
    'Ends every other session. `current` is needed where there is a password; without one, a fresh sign-in is.',
  access: 'reader',
  limit: 'sign_in',
  body: z.strictObject({ current: z.nullish(passwordSchema), password: newPasswordSchema }),
  answers: { 200: meSchema },
  problems: ['sign_in_refused', 'recent_sign_in_needed', 'accounts_off', 'storage_full', 'maintenance'],
});

export const downloadMyData = defineEndpoint({
  method: 'GET',
  path: '/api/me/data',
  summary: 'Download one’s own data',
  description:
    'Everything that is kept of the caller, as one JSON file: account and picture, sessions, passkeys, keys, invites, rooms, ' +
    'how far they have read, what the audit log says of them, and all that they wrote, private and direct rooms included.',
  access: 'reader',
  fresh: true,
  limit: 'backup',
  answers: {
    200: z
      .looseObject({})
      .check(z.meta({ id: 'MyData', description: 'Everything that is kept of the caller.' })),
  },
  problems: ['recent_sign_in_needed', 'accounts_off'],
});

export const deleteMe = defineEndpoint({
  method: 'DELETE',
  path: '/api/me',
  summary: 'Delete one’s own account',
  description:
    'The name stays taken, so that nobody else can speak under it. Messages stay, or are hidden with `messages: "hide"`; ' +
    'what the archive holds stays there. The last owner cannot go.',
  access: 'reader',
  fresh: true,
  limit: 'write',
  body: z.strictObject({
    messages: z._default(z.enum(['keep', 'hide'], 'Messages are kept or hidden: say keep or hide.'), 'keep'),
  }),
  answers: { 204: null },
  problems: ['last_owner', 'recent_sign_in_needed', 'accounts_off', 'storage_full', 'maintenance'],
});
