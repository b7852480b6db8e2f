import * as z from 'zod/mini';
import { defineEndpoint } from '../endpoint.ts';
import { meSchema } from '../person.ts';

/** Why somebody stands before the sign-in, or their own page, again; behind the `#` of its address. */
export const GITHUB_REASONS = [
  'github_cancelled',
  /** Too late, in another browser, or not what was begun. */
  'github_stale',
  'github_unreachable',
  'github_not_allowed',
  /** Removed here. */
  'github_blocked',
  /** Why, stands in the cookie `bookchat_suspended`, as UTF-8 in base64url. */
  'github_suspended',
  /** The account on GitHub is somebody else's here. */
  'github_taken',
  'github_linked',
] as const;

export type GithubReason = (typeof GITHUB_REASONS)[number];

export const startGithubSignIn = defineEndpoint({
  method: 'GET',
  path: '/api/github/start',
  summary: 'Sign in with GitHub',
  description: 'Sends the browser to GitHub, which sends it back to `/api/github/callback`.',
  access: 'public',
  limit: 'sign_in',
  answers: { 302: null },
  problems: ['github_off', 'accounts_off'],
});

const fromGithub = z.optional(
  z.string('It comes from GitHub as text.').check(z.maxLength(1_000, 'GitHub sends nothing that long.')),
);

export const finishGithubSignIn = defineEndpoint({
  method: 'GET',
  path: '/api/github/callback',
  summary: 'Come back from GitHub',
  description:
    'Where GitHub sends the browser. Sends it on to `/`, signed in, or to `/sign-in#<reason>`; one who was linking an ' +
    'account to `/me#<reason>`.',
  access: 'public',
  limit: 'sign_in',
  query: z.looseObject({ code: fromGithub, state: fromGithub, error: fromGithub }),
  answers: { 302: null },
  problems: ['github_off', 'accounts_off', 'storage_full', 'maintenance'],
});

export const linkGithub = defineEndpoint({
  method: 'POST',
  path: '/api/me/github',
  summary: 'Begin to link one’s own account with one on GitHub',
  description:
    'Answers with the address on GitHub to which the page sends the browser; it comes back to `/me#<reason>`. Needs a fresh sign-in.',
  access: 'reader',
  limit: 'write',
  fresh: true,
  answers: {
    200: z
      .object({ url: z.string() })
      .check(z.meta({ id: 'GithubLink', description: 'Where to send the browser.' })),
  },
  problems: ['github_off', 'recent_sign_in_needed', 'accounts_off'],
});

export const unlinkGithub = defineEndpoint({
  method: 'DELETE',
  path: '/api/me/github',
  summary: 'Unlink one’s own account from the one on GitHub',
  description: 'Where somebody came in by GitHub in the first place, the account stays bound to it.',
  access: 'reader',
  limit: 'write',
  fresh: true,
  answers: { 200: meSchema },
  problems: [
    'github_bound',
    'last_way_in',
    'recent_sign_in_needed',
    'accounts_off',
    'storage_full',
    'maintenance',
  ],
});
