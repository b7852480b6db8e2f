import { createHash } from 'node:crypto';
import { describe, expect } from 'vitest';
import { archive } from './commit-files.ts';
import { it } from './github-test.ts';
import { OAUTH_APP } from './site.ts';

const redirectUri = 'http://localhost:5002/api/github/callback';
const verifier = 'a-verifier-that-only-who-set-out-knows-of';
const challenge = createHash('sha256').update(verifier).digest('base64url');
const people = [
  { id: 7, login: 'ada', role: 'maintain', isMember: true },
  { id: 8, login: 'bob', role: 'a role of our own' },
  { id: 9, login: 'mallory' },
] as const;

async function authorize(github: { url: string }): Promise<URL> {
  const query = new URLSearchParams({
    client_id: OAUTH_APP.clientId,
    redirect_uri: redirectUri,
    state: 'the-state',
    code_challenge: challenge,
    code_challenge_method: 'S256',
  });
  const answer = await fetch(`${github.url}/login/oauth/authorize?${query}`, { redirect: 'manual' });
  expect(answer.status).toBe(302);
  return new URL(answer.headers.get('location') ?? '');
}

async function exchange(github: { url: string }, more: Record<string, string>) {
  const body = new URLSearchParams({
    client_id: OAUTH_APP.clientId,
    client_secret: OAUTH_APP.clientSecret,
    redirect_uri: redirectUri,
    code_verifier: verifier,
    ...more,
  });
  const answer = await fetch(`${github.url}/login/oauth/access_token`, { method: 'POST', body });
  return (await answer.json()) as Record<string, string>;
}

describe('the double', () => {
  it('signs in whoever sits at the browser', async ({ github }) => {
    github.setAccounts(people);
    github.setBrowser('ada');
    const back = await authorize(github);
    expect(back.searchParams.get('state')).toBe('the-state');
    const code = back.searchParams.get('code') ?? '';
    const { access_token } = await exchange(github, { code });
    const answer = await fetch(`${github.url}/user`, {
      headers: { authorization: `Bearer ${access_token}` },
    });
    expect(await answer.json()).toMatchObject({ id: 7, login: 'ada' });
    expect(await exchange(github, { code })).toMatchObject({ error: 'bad_verification_code' });
  });

  it('takes a code of nobody else', async ({ github }) => {
    github.setAccounts(people);
    github.setBrowser('ada');
    for (const wrong of [{ code_verifier: 'guessed' }, { redirect_uri: 'http://localhost/' }]) {
      const code = (await authorize(github)).searchParams.get('code') ?? '';
      expect(await exchange(github, { code, ...wrong })).toMatchObject({ error: 'bad_verification_code' });
    }
    const code = (await authorize(github)).searchParams.get('code') ?? '';
    expect(await exchange(github, { code, client_secret: 'guessed' })).toEqual({
      error: 'incorrect_client_credentials',
    });
  });

  it('says that they refused', async ({ github }) => {
    expect((await authorize(github)).searchParams.get('error')).toBe('access_denied');
    const unknown = await fetch(`${github.url}/login/oauth/authorize?client_id=other`);
    expect(unknown.status).toBe(404);
  });

  it('names who may do what', async ({ github, octokit }) => {
    github.setAccounts(people);
    const { data } = await octokit.rest.repos.listCollaborators({ ...archive, per_page: 100 });
    expect(data).toMatchObject([
      { id: 7, role_name: 'maintain', permissions: { push: true, maintain: true, admin: false } },
      { id: 8, role_name: 'a role of our own', permissions: { push: true, maintain: false } },
    ]);
    const second = await octokit.rest.repos.listCollaborators({ ...archive, per_page: 1, page: 2 });
    expect(second.data).toMatchObject([{ login: 'bob' }]);
    github.setPushAllowed(false);
    await expect(octokit.rest.repos.listCollaborators(archive)).rejects.toMatchObject({ status: 403 });
  });

  it('names who is in its organization', async ({ github, octokit }) => {
    github.setAccounts(people);
    const { data } = await octokit.rest.orgs.listMembers({ org: archive.owner });
    expect(data).toMatchObject([{ id: 7, login: 'ada' }]);
    await expect(octokit.rest.orgs.listMembers({ org: 'other' })).rejects.toMatchObject({ status: 404 });
    github.expireToken();
    await expect(octokit.rest.orgs.listMembers({ org: archive.owner })).rejects.toMatchObject({
      status: 401,
    });
    await expect(octokit.rest.users.getAuthenticated()).rejects.toMatchObject({ status: 401 });
  });
});
