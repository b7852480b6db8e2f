import * as z from 'zod/mini';
import { defineEndpoint } from '../endpoint.ts';
import { timestampSchema } from '../fields/timestamp.ts';
import { passwordSchema } from '../fields/tried-password.ts';
import { meSchema } from '../person.ts';

/** `id` names the session in the list of one's own; it is no secret. */
export const sessionSchema = z
  .object({
    id: z.string('An id is text.'),
    /** What the browser calls itself, in a few words: "Firefox on Linux". */
    device: z.string(),
    created_at: timestampSchema,
    /** To the minute. */
    last_used_at: timestampSchema,
    expires_at: timestampSchema,
    is_current: z.boolean(),
  })
  .check(z.meta({ id: 'Session', description: 'A browser in which somebody is signed in.' }));

export type Session = z.infer<typeof sessionSchema>;

const signedInSchema = z
  .object({
    me: meSchema,
    session: z.object({
      expires_at: timestampSchema,
      /** Until then what is asked for with `recent_sign_in_needed` may be done. */
      fresh_until: timestampSchema,
    }),
  })
  .check(z.meta({ id: 'SignedIn', description: 'Who is signed in, and until when.' }));

export type SignedIn = z.infer<typeof signedInSchema>;

export const readSession = defineEndpoint({
  method: 'GET',
  path: '/api/session',
  summary: 'Who am I here?',
  description:
    'How people are let in, and who the caller is. In the mode `open` nobody signs in; in the mode `accounts` nothing ' +
    'else is answered before.',
  access: 'public',
  limit: 'read',
  answers: {
    200: z
      .object({
        mode: z.enum(['open', 'accounts']),
        /** Whether the first account is still to be made, by the link that the terminal prints. */
        needs_owner: z.boolean(),
        /** The ways to sign in beside a password. */
        ways: z.object({
          passkeys: z.boolean(),
          /** In words, who may come in this way; null where it is not set up. */
          github: z.nullable(z.string()),
          /** Whether a link for a new password can be asked for by mail. */
          recovery_mail: z.boolean(),
        }),
        signed_in: z.nullable(signedInSchema),
      })
      .check(z.meta({ id: 'Access', description: 'How people are let in, and who the caller is.' })),
  },
  problems: [],
});

export const signIn = defineEndpoint({
  method: 'POST',
  path: '/api/session',
  summary: 'Sign in',
  description:
    'By name or mail address and password. Sets an HttpOnly cookie. Whether a name is known cannot be told from the answer; whoever is suspended learns so by the right password alone.',
  access: 'public',
  limit: 'sign_in',
  body: z.strictObject({
    /** A name or a mail address. */
    name: z
      .string('Give your name or mail address.')
      .check(
        z.trim(),
        z.minLength(1, 'Give your name or mail address.'),
        z.maxLength(254, 'No name is that long.'),
      ),
    password: passwordSchema,
  }),
  answers: { 201: signedInSchema },
  problems: ['sign_in_refused', 'account_suspended', 'accounts_off', 'maintenance'],
});

export const confirmSignIn = defineEndpoint({
  method: 'POST',
  path: '/api/session/confirm',
  summary: 'Sign in again, for what is dangerous',
  description: 'The session counts as fresh again for ten minutes.',
  access: 'reader',
  limit: 'sign_in',
  body: z.strictObject({ password: passwordSchema }),
  answers: { 200: signedInSchema },
  problems: ['sign_in_refused', 'accounts_off', 'maintenance'],
});

export const signOut = defineEndpoint({
  method: 'DELETE',
  path: '/api/session',
  summary: 'Sign out here',
  description: 'Ends the session of the cookie and clears it; without one it does nothing.',
  access: 'public',
  // Who cannot sign in any more can still sign out.
  limit: 'read',
  answers: { 204: null },
  problems: [],
});

const sessionParams = z.strictObject({
  id: z.string('An id is text.').check(z.regex(/^[\w-]{1,64}$/, 'This is no id of a session.')),
});

/** A link for a new password: whoever has it can be that person, and reads what they read. */
const recoverySchema = z.object({
  made_at: timestampSchema,
  /** As the audit log names them; null for one that was asked for by mail. */
  made_by: z.nullable(z.string()),
  is_used: z.boolean(),
});

export type Recovery = z.infer<typeof recoverySchema>;

export const listSessions = defineEndpoint({
  method: 'GET',
  path: '/api/me/sessions',
  summary: 'List one’s own sessions',
  description:
    'Every browser in which the caller is signed in, the one used last first; and the links for a new password that were ' +
    'made for them within 90 days, the newest first.',
  access: 'reader',
  limit: 'read',
  answers: {
    200: z
      .object({ sessions: z.array(sessionSchema), recoveries: z.array(recoverySchema) })
      .check(z.meta({ id: 'Sessions', description: 'Where somebody is signed in.' })),
  },
  problems: ['accounts_off'],
});

export const endSession = defineEndpoint({
  method: 'DELETE',
  path: '/api/me/sessions/:id',
  summary: 'Sign out one of one’s own browsers',
  description: 'Ends that session; one that is none is no error.',
  access: 'reader',
  limit: 'write',
  params: sessionParams,
  answers: { 204: null },
  problems: ['accounts_off', 'maintenance'],
});

export const signOutEverywhere = defineEndpoint({
  method: 'DELETE',
  path: '/api/me/sessions',
  summary: 'Sign out everywhere',
  description: 'Ends every session of the caller, this one as well.',
  access: 'reader',
  limit: 'write',
  answers: { 204: null },
  problems: ['accounts_off', 'maintenance'],
});
