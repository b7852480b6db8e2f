import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, onTestFinished, vi } from 'vitest';
import { refuses } from '../../../../../test/github/faults/answer-faults.ts';
import { faults } from '../../../../../test/github/faults/faults.ts';
import {
  it as anyIt,
  file,
  SIGNAL,
  targetOf,
  troubleOf,
} from '../../../../../test/github/github-target-test.ts';

const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const PEM = privateKey.export({ type: 'pkcs1', format: 'pem' }).toString(); // as GitHub gives it
const APP = { kind: 'app', appId: 7, privateKey: PEM, installationId: 42 } as const;
const HOUR_MS = 60 * 60 * 1_000;

/** Nobody but a GitHub App is let into the repository. */
const it = anyIt
  .extend('options', { token: null, app: { id: 7, publicKey, installationId: 42 } })
  .extend('settings', { credentials: APP });

describe('a GitHub App', () => {
  it('reads and writes with a token that it makes once', async ({ github, target }) => {
    expect(await target.readHead(SIGNAL)).toEqual({ kind: 'at', commit: github.head() });
    await target.writeTree(null, [file('a', 'a')], SIGNAL);
    expect(github.requests.map(({ operation }) => operation)).toEqual([
      'createToken',
      'getRef',
      'createTree',
    ]);
    expect(target.requests).toBe(3);
    expect(target.token).toEqual({ expiresAt: null, scopes: [] });
    expect(await target.getToken(SIGNAL)).toBe(github.token);
    expect(target.requests).toBe(3);
  });

  it('needs no pause before its first write', async ({ github, clock }) => {
    const target = targetOf(github, clock, { credentials: APP, pauseBetweenWritesMs: 1_000 });
    expect(await target.writeTree(null, [file('a', 'a')], SIGNAL)).toMatch(/^\w{40}$/);
  });

  it.for(['\\n', '\r\n'])('takes a key with %j for its line ends', async (lineEnd, { github, clock }) => {
    const credentials = { ...APP, privateKey: PEM.replaceAll('\n', lineEnd) };
    expect(await targetOf(github, clock, { credentials }).getToken(SIGNAL)).toBe(github.token);
  });

  it('makes a new token before the old one ends', async ({ github, clock, target }) => {
    const first = await target.getToken(SIGNAL);
    await clock.pass(HOUR_MS - 11 * 60_000);
    expect(await target.getToken(SIGNAL)).toBe(first);
    await clock.pass(60_000);
    expect(await target.getToken(SIGNAL)).toBe(github.token);
    expect(github.token).not.toBe(first);
  });

  it('makes a new token after the machine slept, or its clock was set on', async ({ clock, target }) => {
    const first = await target.getToken(SIGNAL);
    clock.jump(HOUR_MS);
    const second = await target.getToken(SIGNAL);
    expect(second).not.toBe(first);
    clock.jump(-2 * HOUR_MS);
    expect(await target.getToken(SIGNAL)).toBe(second);
  });

  it('makes a new token after one that is not taken any more', async ({ github, target }) => {
    await target.readHead(SIGNAL);
    github.setToken('ghs_another');
    const error = await troubleOf(target.readHead(SIGNAL));
    expect(error.trouble).toEqual({ kind: 'unavailable' });
    expect(error.message).toMatch(/does not take the App's token any more\. It is made anew\.$/);
    expect(await target.readHead(SIGNAL)).toEqual({ kind: 'at', commit: github.head() });
  });

  it.for([-2, 2])(
    'is let in though the clock of the machine is wrong by %i hours',
    async (hours, { github, target }) => {
      vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + hours * HOUR_MS });
      onTestFinished(() => void vi.useRealTimers());
      expect(await target.readHead(SIGNAL)).toEqual({ kind: 'at', commit: github.head() });
      expect(github.requests.map(({ status }) => status)).toEqual([401, 201, 200]);
    },
  );
});

describe('a GitHub App that is not let in', () => {
  it.for([
    [{ ...APP, installationId: 43 }, /does not know this App, or this installation of it/],
    [{ ...APP, appId: 8 }, /does not know this App/],
    [{ ...APP, privateKey: otherKey() }, /does not take the signature of the App \(“A JSON web token/],
    [{ ...APP, privateKey: PEM.slice(0, 300) }, /private key of the GitHub App cannot be read/],
    [{ ...APP, privateKey: '' }, /private key of the GitHub App cannot be read/],
  ] as const)('says why (%#)', async ([credentials, words], { github, clock }) => {
    const target = targetOf(github, clock, { credentials });
    for (const ask of [target.readHead, target.getToken]) {
      const error = await troubleOf(ask(SIGNAL));
      expect(error.trouble).toEqual({ kind: 'denied' });
      expect(error.message).toMatch(words);
    }
  });

  it('says that it may not write', async ({ github, target }) => {
    github.setPushAllowed(false);
    const error = await troubleOf(target.readHead(SIGNAL));
    expect(error.trouble).toEqual({ kind: 'denied' });
    expect(error.message).toMatch(
      /gives the App no token.+“The permissions requested are not granted.+Contents: Read/,
    );
  });

  it('says that it is suspended', async ({ github, target }) => {
    github.fail('createToken', refuses(403, 'This installation has been suspended'));
    const error = await troubleOf(target.readHead(SIGNAL));
    expect(error.trouble).toEqual({ kind: 'denied' });
    expect(error.message).toContain('“This installation has been suspended”');
  });

  it.for([
    ['badGateway', 'unavailable'],
    ['reset', 'unavailable'],
    ['redirect', 'unavailable'],
    ['secondaryLimit', 'blocked'],
  ] as const)('for a while because of %s asks again', async ([name, kind], { github, target }) => {
    github.fail('createToken', faults[name]);
    expect((await troubleOf(target.readHead(SIGNAL))).trouble.kind).toBe(kind);
    expect(await target.readHead(SIGNAL)).toEqual({ kind: 'at', commit: github.head() });
  });

  it('ends with the signal', async ({ github, target }) => {
    github.fail('createToken', faults.silence);
    const controller = new AbortController();
    const asked = target.readHead(controller.signal);
    await expect.poll(() => github.requests).toHaveLength(1);
    controller.abort('enough');
    await expect(asked).rejects.toBe('enough');
    expect(await target.readHead(SIGNAL)).toEqual({ kind: 'at', commit: github.head() });
  });
});

function otherKey(): string {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
}
