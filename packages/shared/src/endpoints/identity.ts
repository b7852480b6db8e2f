import * as z from 'zod/mini';
import { defineEndpoint } from '../endpoint.ts';
import { personNameSchema } from '../fields/person-name.ts';

const identitySchema = z
  .object({
    /** The one that was chosen last. */
    name: z.nullable(personNameSchema),
    /** All that this identity has, the one chosen last first. */
    names: z.array(personNameSchema),
  })
  .check(z.meta({ id: 'Identity', description: 'The names that a browser or a program has taken.' }));

export const readIdentity = defineEndpoint({
  method: 'GET',
  path: '/api/identity',
  summary: 'See which names are one’s own',
  description:
    'Of the mode `open`. Goes by the cookie that `PUT /api/identity` has set; without it there are none.',
  access: 'reader',
  limit: 'read',
  answers: { 200: identitySchema },
  problems: ['accounts_on'],
});

export const takeName = defineEndpoint({
  method: 'PUT',
  path: '/api/identity',
  summary: 'Take a name',
  description:
    'Of the mode `open`. From then on nobody writes under it, or under one that looks like it, without the cookie that comes ' +
    'with the first answer (`bookchat_identity`, over HTTPS `__Host-bookchat_identity`). An identity has at most five names; ' +
    'one that it has not used for 30 days goes free, its present one, once written under, after 400.',
  access: 'member',
  limit: 'sign_in',
  body: z.strictObject({ name: personNameSchema }),
  answers: { 200: identitySchema },
  problems: ['name_taken', 'too_many_names', 'accounts_on', 'storage_full', 'maintenance'],
});

export const releaseName = defineEndpoint({
  method: 'DELETE',
  path: '/api/system/identities/:name',
  summary: 'Free a name that somebody has taken',
  description:
    'Of the mode `open`: for whoever has lost the cookie. Whoever takes the name next has it. What was written stays as it is.',
  access: 'admin',
  limit: 'admin',
  params: z.strictObject({ name: personNameSchema }),
  answers: { 204: null },
  problems: ['taken_name_not_found', 'accounts_on', 'storage_full', 'maintenance'],
});
