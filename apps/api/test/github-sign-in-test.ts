import { expect } from 'vitest';
import { ACCOUNTS, cookieOf } from './accounts-test.ts';
import type { SiteOptions } from './github/create-site.ts';
import type { GithubDouble } from './github/github-double.ts';
import { OAUTH_APP } from './github/site.ts';
import { startGithubDouble } from './github/start-github-double.ts';
import { onLocalhost } from './passkeys-test.ts';
import { type Received, send } from './send.ts';
import { it as base } from './server-test.ts';
import { withGithub } from './with-github.ts';

type Server = { readonly url: string };
type Headers = Readonly<Record<string, string>>;

/** A test with a GitHub of its own, which in the end has heard nothing that GitHub does not describe. */
export const it = base.extend('site', {} as SiteOptions).extend('github', async ({ site }, { onCleanup }) => {
  const github = await startGithubDouble(site);
  onCleanup(async () => {
    await github.close();
    expect(github.violations).toEqual([]);
  });
  return github;
});

/** What a server is started with that lets in whom this GitHub lets in. */
export function withSignIn(
  github: GithubDouble,
  audience = 'collaborators',
): Readonly<Record<string, string>> {
  return {
    ...ACCOUNTS,
    ...withGithub(github),
    ARCHIVE: 'off',
    GITHUB_OAUTH_CLIENT_ID: OAUTH_APP.clientId,
    GITHUB_OAUTH_CLIENT_SECRET: OAUTH_APP.clientSecret,
    GITHUB_SIGN_IN: audience,
  };
}

export interface Arrival {
  /** Where the browser is sent in the end. */
  readonly location: string | undefined;
  /** What it has then. */
  readonly cookie: string;
}

/** Follows the way to GitHub and back, as a browser does in which somebody is signed in there. */
export async function comeBy(
  server: Server,
  github: GithubDouble,
  login: string | null,
  headers: Headers = {},
): Promise<Arrival> {
  const out = await get(server, '/api/github/start', headers);
  return comeBack(server, { address: await visit(github, login, out.headers.location), out, headers });
}

/** What GitHub does with the browser that comes to `address`. @returns where it sends that. */
export async function visit(
  github: GithubDouble,
  login: string | null,
  address: string | undefined,
): Promise<string> {
  github.setBrowser(login);
  const answer = await fetch(address ?? '', { redirect: 'manual' });
  return answer.headers.get('location') ?? '';
}

interface Return {
  readonly address: string;
  /** The answer that the browser set out with. */
  readonly out?: Pick<Received, 'headers'>;
  readonly headers?: Headers;
}

export async function comeBack(server: Server, { address, out, headers = {} }: Return): Promise<Arrival> {
  const { pathname, search } = new URL(address);
  const cookies = [headers['cookie'], out === undefined ? undefined : cookieOf(out.headers)];
  const cookie = cookies.filter((one) => one !== undefined && one !== '').join('; ');
  const answer = await get(server, `${pathname}${search}`, cookie === '' ? {} : { cookie });
  expect(answer.status).toBe(302);
  return { location: answer.headers.location, cookie: cookieOf(answer.headers) };
}

export function get(server: Server, path: string, headers: Headers = {}): Promise<Received> {
  return send(server, { path, headers: { ...onLocalhost(server), ...headers } });
}
