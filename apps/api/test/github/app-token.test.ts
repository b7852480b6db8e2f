import { generateKeyPairSync } from 'node:crypto';
import { App } from 'octokit';
import { describe, expect } from 'vitest';
import { archive } from './commit-files.ts';
import { createOctokit, octokitFor } from './create-octokit.ts';
import { it } from './github-test.ts';

const ours = makeKeys();

describe('an App', () => {
  it.override('options', {
    token: null,
    app: { id: 7, publicKey: ours.publicKey, installationId: 70 },
  });

  it('is given a token, and no other is accepted', async ({ github }) => {
    const app = openApp(github.url);
    const octokit = await app.getInstallationOctokit(70);
    expect(await octokit.rest.repos.get(archive)).toMatchObject({ data: { permissions: { push: true } } });
    const first = createOctokit(github);
    expect((await first.rest.repos.get(archive)).status).toBe(200);
    await app.octokit.rest.apps.createInstallationAccessToken({ installation_id: 70 });
    await expect(first.rest.repos.get(archive)).rejects.toMatchObject({ status: 401 });
    expect((await createOctokit(github).rest.repos.get(archive)).status).toBe(200);
    expect(github.token).toMatch(/^ghs_/);
  });

  it('is told what its token may do', async ({ github }) => {
    github.setPushAllowed(false);
    const { data } = await openApp(github.url).octokit.rest.apps.createInstallationAccessToken({
      installation_id: 70,
      repositories: ['archive'],
    });
    expect(data).toMatchObject({ token: github.token, permissions: { contents: 'read' } });
    expect(Date.parse(data.expires_at)).toBeGreaterThan(Date.now());
  });

  it('is nobody without its key, its number and its installation', async ({ github }) => {
    const ask = (app: App, installation_id = 70) =>
      app.octokit.request('POST /app/installations/{installation_id}/access_tokens', { installation_id });
    const decoded = { status: 401, message: expect.stringContaining('could not be decoded') };
    await expect(ask(openApp(github.url, { privateKey: makeKeys().privateKey }))).rejects.toMatchObject(
      decoded,
    );
    await expect(ask(openApp(github.url, { appId: 8 }))).rejects.toMatchObject({ status: 404 });
    await expect(ask(openApp(github.url), 71)).rejects.toMatchObject({ status: 404 });
    expect(github.token).toBeNull();
  });
});

it('gives no token where no App is known', async ({ github }) => {
  await expect(
    openApp(github.url).octokit.rest.apps.createInstallationAccessToken({ installation_id: 70 }),
  ).rejects.toMatchObject({ status: 404 });
});

function openApp(url: string, { appId = 7, privateKey = ours.privateKey } = {}) {
  return new App({ appId, privateKey, Octokit: octokitFor(url) });
}

function makeKeys(): { publicKey: string; privateKey: string } {
  return generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
}
