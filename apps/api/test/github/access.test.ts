import { expect } from 'vitest';
import { archive } from './commit-files.ts';
import { createOctokit } from './create-octokit.ts';
import { it } from './github-test.ts';

const main = { ...archive, ref: 'heads/main' } as const;

it('shows its repository to who has the token', async ({ octokit: { rest }, github }) => {
  const { data, headers } = await rest.repos.get(archive);
  expect(data).toMatchObject({
    private: true,
    archived: false,
    default_branch: 'main',
    clone_url: github.cloneUrl,
    permissions: { push: true },
  });
  expect(headers).toMatchObject({
    'content-type': 'application/json; charset=utf-8',
    'x-oauth-scopes': 'repo',
    'x-ratelimit-limit': '5000',
    'x-ratelimit-remaining': '4999',
    'x-ratelimit-used': '1',
    'x-ratelimit-resource': 'core',
  });
});

it('knows no other token, and none that has ended', async ({ octokit, github }) => {
  const stranger = createOctokit({ ...github, token: 'ghp_ofMallory' });
  const visitor = createOctokit({ ...github, token: null });
  const refused = { status: 401, message: expect.stringContaining('Bad credentials') };
  await expect(stranger.rest.repos.get(archive)).rejects.toMatchObject(refused);
  await expect(visitor.rest.repos.get(archive)).rejects.toMatchObject(refused);
  github.expireToken();
  await expect(octokit.rest.repos.get(archive)).rejects.toMatchObject(refused);
  github.setToken('ghp_ofMallory');
  expect((await stranger.rest.repos.get(archive)).status).toBe(200);
});

it('tells when the token ends, and then means it', async ({ octokit: { rest }, github }) => {
  github.setTokenExpiry(Date.parse('2126-05-01T10:00:00Z'));
  const { headers } = await rest.git.getRef(main);
  expect(headers['github-authentication-token-expiration']).toBe('2126-05-01 10:00:00 UTC');
  github.setTokenExpiry(Date.now() - 1);
  await expect(rest.git.getRef(main)).rejects.toMatchObject({ status: 401 });
});

it('has one repository only', async ({ octokit: { rest } }) => {
  const other = { ...archive, repo: 'other' };
  await expect(rest.repos.get(other)).rejects.toMatchObject({ status: 404 });
});

it('lets everyone read what is public', async ({ github }) => {
  github.setPrivate(false);
  const visitor = createOctokit({ ...github, token: null });
  const { data } = await visitor.rest.repos.get(archive);
  expect(data).toMatchObject({ private: false, visibility: 'public' });
  expect(data.permissions).toBeUndefined();
});

it('takes nothing from a token that may only read, or into an archived repository', async ({
  octokit: { rest },
  github,
}) => {
  const write = () => rest.git.createRef({ ...archive, ref: 'refs/heads/a', sha: github.head() ?? '' });
  github.setPushAllowed(false);
  await expect(write()).rejects.toMatchObject({
    status: 403,
    message: expect.stringContaining('Resource not accessible by personal access token'),
  });
  expect((await rest.repos.get(archive)).data.permissions?.push).toBe(false);
  github.setPushAllowed(true);
  github.setArchived(true);
  await expect(write()).rejects.toMatchObject({ status: 403, message: expect.stringContaining('archived') });
});

it('answers again what has not changed with nothing, for free', async ({ octokit: { rest }, github }) => {
  const { headers } = await rest.git.getRef(main);
  const again = () => rest.git.getRef({ ...main, headers: { 'if-none-match': headers.etag } });
  await expect(again()).rejects.toMatchObject({
    status: 304,
    response: { headers: { etag: headers.etag, 'x-ratelimit-remaining': '4999' } },
  });
  github.pushCommit();
  expect(await again()).toMatchObject({ status: 200, data: { object: { sha: github.head() } } });
});

it('has an end of patience each hour', async ({ octokit: { rest }, github }) => {
  github.setRateRemaining(1);
  await rest.git.getRef(main);
  await expect(rest.git.getRef(main)).rejects.toMatchObject({
    status: 403,
    response: { headers: { 'x-ratelimit-remaining': '0' } },
  });
  github.setRateRemaining(0, Date.now() - 1);
  expect((await rest.git.getRef(main)).headers['x-ratelimit-remaining']).toBe('4999');
});
