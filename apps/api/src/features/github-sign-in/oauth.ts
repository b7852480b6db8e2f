import { createHash, randomBytes } from 'node:crypto';
import * as z from 'zod/mini';
import type { Config } from '../../config.ts';
import type { Clock } from '../../lib/clock.ts';
import { VERSION } from '../../version.ts';
import { createGuardedFetch, TargetError, UNCOUNTED } from '../archive/index.ts';
import type { GithubAccount } from './github-account.ts';

/** What is kept between going to GitHub and coming back. */
export interface Journey {
  readonly state: string;
  /** Of PKCE (RFC 7636): whoever reads the code on its way can do nothing with it. */
  readonly verifier: string;
  readonly redirectUri: string;
}

/** GitHub's "web application flow": https://docs.github.com/apps/oauth-apps/building-oauth-apps/authorizing-oauth-apps */
export interface Oauth {
  setOut(redirectUri: string): Journey;
  addressOf(journey: Journey): string;
  /**
   * Who has come back with this code; null where GitHub does not take it. The token that this takes is not kept.
   * @throws TargetError where GitHub cannot be asked.
   */
  identify(code: string, journey: Journey, signal: AbortSignal): Promise<GithubAccount | null>;
}

interface Options {
  readonly settings: NonNullable<Config['githubSignIn']>;
  readonly apiUrl: URL;
  readonly clientSecret: string;
  readonly clock: Clock;
}

const TIMEOUT_MS = 10_000;
const API_VERSION = '2022-11-28';
const HEADERS = { accept: 'application/json', 'user-agent': `BookChat/${VERSION}` };

const tokenAnswer = z.union([
  z.object({ access_token: z.string().check(z.regex(/^[\x21-\x7e]{1,500}$/)) }),
  z.object({ error: z.string() }),
]);
const userAnswer = z.object({
  id: z.int().check(z.gte(1)),
  login: z.string().check(z.regex(/^[\w-]{1,64}$/)),
});

export function createOauth({ settings, apiUrl, clientSecret, clock }: Options): Oauth {
  const { clientId, webUrl } = settings;
  const fetch = createGuardedFetch({
    clock,
    pauseBetweenWritesMs: 0,
    timeoutMs: TIMEOUT_MS,
    writes: UNCOUNTED,
    onSend() {},
  });
  return {
    setOut: (redirectUri) => ({ state: random(), verifier: random(), redirectUri }),
    addressOf({ state, verifier, redirectUri }) {
      const address = new URL('/login/oauth/authorize', webUrl);
      address.search = new URLSearchParams({
        client_id: clientId,
        redirect_uri: redirectUri,
        state,
        code_challenge: createHash('sha256').update(verifier).digest('base64url'),
        code_challenge_method: 'S256',
        allow_signup: 'false',
      }).toString();
      return address.href;
    },
    async identify(code, journey, signal) {
      const token = await exchange(code, journey, signal);
      return token === null ? null : readAccount(token, signal);
    },
  };

  async function exchange(code: string, journey: Journey, signal: AbortSignal): Promise<string | null> {
    const body = new URLSearchParams({
      client_id: clientId,
      client_secret: clientSecret,
      code,
      redirect_uri: journey.redirectUri,
      code_verifier: journey.verifier,
    });
    const address = new URL('/login/oauth/access_token', webUrl);
    const answer = await fetch(address.href, { method: 'POST', headers: HEADERS, body, signal });
    const found = await read(answer, tokenAnswer);
    if ('access_token' in found) return found.access_token;
    if (found.error === 'bad_verification_code') return null;
    throw new TargetError(
      'denied',
      `GitHub signs nobody in (${found.error.replace(/\W/g, ' ').slice(0, 60)}). Check GITHUB_OAUTH_CLIENT_ID, ` +
        'GITHUB_OAUTH_CLIENT_SECRET, and the callback address of the app.',
    );
  }

  async function readAccount(token: string, signal: AbortSignal): Promise<GithubAccount> {
    const headers = { ...HEADERS, authorization: `Bearer ${token}`, 'x-github-api-version': API_VERSION };
    const address = `${apiUrl.href.replace(/\/+$/, '')}/user`;
    const { id, login } = await read(await fetch(address, { headers, signal }), userAnswer);
    return { id: String(id), login };
  }

  /** What GitHub answers is input. */
  async function read<T>(answer: Response, schema: z.ZodMiniType<T>): Promise<T> {
    const parsed = answer.ok ? schema.safeParse(await answer.json().catch(() => null)) : null;
    if (parsed?.success) return parsed.data;
    const what = answer.ok ? 'what cannot be right' : `with status ${answer.status}`;
    throw new TargetError('unavailable', `GitHub answered ${what} when somebody signed in.`);
  }
}

function random(): string {
  return randomBytes(32).toString('base64url');
}
