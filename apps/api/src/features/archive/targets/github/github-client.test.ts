import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { inspect } from 'node:util';
import { describe, expect } from 'vitest';
import { refuses } from '../../../../../test/github/faults/answer-faults.ts';
import { faults } from '../../../../../test/github/faults/faults.ts';
import { file, it, SIGNAL, targetOf, troubleOf } from '../../../../../test/github/github-target-test.ts';
import { VERSION } from '../../../../version.ts';

describe('what a target learns', () => {
  it('is nothing at first', ({ target }) => {
    expect(target.quota).toBeNull();
    expect(target.token).toEqual({ expiresAt: null, scopes: [] });
    expect(target.requests).toBe(0);
  });

  it('is the quota, from each answer', async ({ github, target }) => {
    const resetsAt = new Date(1_800_000_000_000);
    github.setRateRemaining(4_000, resetsAt.getTime());
    await target.readHead(SIGNAL);
    expect(target.quota).toEqual({ limit: 5_000, left: 3_999, resetsAt });
    github.setRateRemaining(10, resetsAt.getTime());
    github.fail('getRef', faults.serverError);
    await troubleOf(target.readHead(SIGNAL));
    expect(target.quota?.left).toBe(10);
    github.fail('getRef', faults.reset);
    await troubleOf(target.readHead(SIGNAL));
    expect(target.quota?.left).toBe(10);
    expect(target.requests).toBe(3);
  });

  it('is when the token ends and what it may do', async ({ github, target }) => {
    const end = Date.parse('2100-12-20T10:15:00Z');
    github.setTokenExpiry(end);
    await target.readHead(SIGNAL);
    expect(target.token).toEqual({ expiresAt: new Date(end), scopes: ['repo'] });
    github.fail('getRef', faults.unicorn);
    await troubleOf(target.readHead(SIGNAL));
    expect(target.token.expiresAt).toEqual(new Date(end));
    github.setToken('github_pat_endless');
    await target.readHead(SIGNAL);
    expect(target.token).toEqual({ expiresAt: null, scopes: [] });
  });
});

describe('a token', () => {
  it('is read at each request, so that a new one is taken at once', async ({ github, clock }) => {
    const given = { token: 'ghp_old' };
    const target = targetOf(github, clock, { credentials: { kind: 'token', read: () => given.token } });
    expect((await troubleOf(target.readHead(SIGNAL))).trouble).toEqual({ kind: 'denied' });
    given.token = 'ghp_ofTests';
    expect(await target.readHead(SIGNAL)).toEqual({ kind: 'at', commit: github.head() });
    expect(await target.getToken(SIGNAL)).toBe('ghp_ofTests');
  });

  it('that is none is not sent', async ({ github, clock }) => {
    for (const [token, words] of [
      ['', /^There is no token for GitHub\. Set GITHUB_TOKEN\.$/],
      ['ghp_canary\n', /holds spaces or characters that no token has/],
      ['ghp_canary with words', /holds spaces/],
      ['ghp_canaryü', /holds spaces/],
    ] as const) {
      const target = targetOf(github, clock, { credentials: { kind: 'token', read: () => token } });
      const error = await troubleOf(target.readHead(SIGNAL));
      expect(error.trouble).toEqual({ kind: 'denied' });
      expect(error.message).toMatch(words);
      expect(error.message).not.toContain('canary');
      expect(target.requests).toBe(0);
    }
  });
});

describe('a secret', () => {
  const CANARY = 'ghp_canary0123456789';
  it.override('options', { token: CANARY });

  it('is in no error, whatever goes wrong', async ({ github, target }) => {
    const echo = refuses(403, `Not with Bearer ${CANARY}, ${btoa(CANARY)}`);
    for (const fault of [...Object.values(faults), echo]) {
      if (fault.name.startsWith('no answer')) continue; // would take half a minute
      github.fail('any', fault);
      const outcome = await target.writeTree(null, [file('a', 'canary of a message')], SIGNAL).catch(inspect);
      expect(outcome).not.toMatch(/canary|Y2FuYXJ5/);
      github.heal();
    }
    expect(github.requests.some(({ operation }) => operation === 'elsewhere')).toBe(false);
  });
});

describe('a request', () => {
  it('says who asks, with which token, and in which version of the API', async ({
    github,
    clock,
    onTestFinished,
  }) => {
    const seen: IncomingMessage[] = [];
    const server = createServer((request, response) => {
      seen.push(request);
      response.writeHead(500).end();
    });
    onTestFinished(() => void server.close());
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const apiUrl = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/api/v3/`);
    const credentials = { kind: 'token', read: () => 'ghp_shown' } as const;
    await troubleOf(targetOf(github, clock, { apiUrl, credentials }).readHead(SIGNAL));
    expect(seen).toHaveLength(1);
    expect(seen[0]?.url).toBe('/api/v3/repos/bookchat/archive/git/ref/heads%2Fmain');
    expect(seen[0]?.headers).toMatchObject({
      authorization: 'Bearer ghp_shown',
      'user-agent': expect.stringMatching(`^BookChat/${VERSION} `),
      'x-github-api-version': '2022-11-28',
    });
  });
});
