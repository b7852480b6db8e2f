import * as z from 'zod/mini';
import { defineEndpoint } from '../endpoint.ts';
import { timestampSchema } from '../fields/timestamp.ts';

const adminSessionSchema = z
  .object({
    /**
     * How the right was shown: `session` is the cookie that the token was exchanged for, `person` an admin or owner who
     * is signed in, `key` an API key, `local` a request from the machine itself in development.
     */
    via: z.enum(['token', 'key', 'session', 'person', 'local']),
    expires_at: z.nullable(timestampSchema),
    /**
     * Of a session, with accounts: until when it does what asks for a recent sign-in; then the token is to be given again. Null
     * where nothing asks for it, or where the session of the account says it.
     */
    fresh_until: z.nullable(timestampSchema),
  })
  .check(
    z.meta({ id: 'AdminSession', description: 'How the caller holds the admin right, and until when.' }),
  );

export const openAdminSession = defineEndpoint({
  method: 'POST',
  path: '/api/system/session',
  summary: 'Exchange the admin token for a cookie',
  description:
    'Takes `Authorization: Bearer <ADMIN_TOKEN>` and an empty body, and sets an HttpOnly cookie, so that the page ' +
    'need not keep the token.',
  access: 'admin',
  limit: 'sign_in',
  answers: { 201: adminSessionSchema },
  problems: ['admin_required'],
});

export const readAdminSession = defineEndpoint({
  method: 'GET',
  path: '/api/system/session',
  summary: 'Who am I to the server?',
  description: 'Says how the caller holds the admin right, and until when.',
  access: 'monitor',
  limit: 'admin',
  openInDevelopment: true,
  answers: { 200: adminSessionSchema },
  problems: ['admin_required'],
});

export const closeAdminSession = defineEndpoint({
  method: 'DELETE',
  path: '/api/system/session',
  summary: 'Give the cookie back',
  description: 'Ends the session of the cookie and clears it; without one it does nothing.',
  access: 'public',
  // Who cannot sign in any more can still sign out.
  limit: 'read',
  answers: { 204: null },
  problems: [],
});
