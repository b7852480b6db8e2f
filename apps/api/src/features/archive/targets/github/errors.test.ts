import { describe, expect } from 'vitest';
import { refuses } from '../../../../../test/github/faults/answer-faults.ts';
import type { Fault } from '../../../../../test/github/faults/fault.ts';
import { faults } from '../../../../../test/github/faults/faults.ts';
import {
  file,
  headOf,
  it,
  SIGNAL,
  targetOf,
  troubleOf,
  UNKNOWN,
} from '../../../../../test/github/github-target-test.ts';

describe('what GitHub answers', () => {
  it.for([
    ['unauthorized', 'denied', /does not take the token: it is wrong, has expired, or was revoked/],
    ['forbidden', 'denied', /“Resource not accessible by personal access token”.+“Contents: Read and write”/],
    ['conflict', 'unavailable', /cannot say at the moment \(status 409\): “Conflict”/],
    ['unprocessable', 'unavailable', /cannot say at the moment \(status 422\): “Validation Failed”/],
    ['serverError', 'unavailable', /has trouble at the moment \(status 500\)/],
    ['badGateway', 'unavailable', /status 502/],
    ['unavailable', 'unavailable', /status 503/],
    ['html', 'unavailable', /answered with a page.+\(status 200\).+a network that asks for a sign-in/],
    ['unicorn', 'unavailable', /status 502/],
    ['malformedJson', 'unavailable', /half an answer, in place of data/],
    ['invalidSha', 'unavailable', /an answer that cannot be right \(field “object.sha”\)/],
  ] as const)('for a read: %s is taken for %s', async ([name, kind, words], { github, target }) => {
    github.fail('getRef', faults[name]);
    const error = await troubleOf(target.readHead(SIGNAL));
    expect(error.trouble).toEqual({ kind });
    expect(error.message).toMatch(words);
    expect(await target.readHead(SIGNAL)).toEqual({ kind: 'at', commit: github.head() });
  });

  it.for([
    ['unauthorized', 'denied'],
    ['forbidden', 'denied'],
    ['notFound', 'denied'],
    ['conflict', 'moved'],
    ['notFastForward', 'moved'],
    ['unprocessable', 'refused'],
    ['serverError', 'unavailable'],
    ['badGatewayAfterApplying', 'unavailable'],
    ['html', 'unavailable'],
    ['unicorn', 'unavailable'],
    ['malformedJson', 'unavailable'],
    ['invalidSha', 'unavailable'],
    ['wrongSha', 'unavailable'],
  ] as const)('for a write: %s is taken for %s', async ([name, kind], { github, target }) => {
    const tree = await target.writeTree(null, [file('a', 'a')], SIGNAL);
    github.fail('createCommit', faults[name]);
    const parts = { tree, parent: github.head(), message: 'Archive', date: '2026-11-20T12:00:00Z' };
    const error = await troubleOf(target.writeCommit(parts, SIGNAL));
    expect(error.trouble).toEqual({ kind });
    expect(error.message).toMatch(/^[A-Z].{20,300}\.$/);
    expect(error.cause).toBeUndefined();
    expect(await target.writeCommit(parts, SIGNAL)).toMatch(/^[0-9a-f]{40}$/);
  });

  it.for([
    [301, /renamed or has moved\. Set GITHUB_REPOSITORY to its new name/],
    [308, /renamed or has moved/],
  ] as const)('with %i, to the same host, means a new name', async ([status, words], { github, target }) => {
    const headers = () => ({ location: `${github.url}/repositories/1/git/ref/heads/main` });
    github.fail('getRef', refuses(status, 'Moved Permanently', { headers }));
    const error = await troubleOf(target.readHead(SIGNAL));
    expect(error.trouble).toEqual({ kind: 'denied' });
    expect(error.message).toMatch(words);
    expect(github.requests).toHaveLength(1);
  });

  it('with a way to another host is not followed', async ({ github, target }) => {
    github.fail('getRef', faults.redirect);
    const error = await troubleOf(target.readHead(SIGNAL));
    expect(error.trouble).toEqual({ kind: 'unavailable' });
    expect(error.message).toMatch(/sends the server on to http:\/\/localhost:\d+, and it does not go there/);
    expect(github.requests.map(({ operation }) => operation)).toEqual(['getRef']);
  });

  it('with a way to nowhere is not followed either', async ({ github, target }) => {
    github.fail('getRef', refuses(302, 'Found'));
    const error = await troubleOf(target.readHead(SIGNAL));
    expect(error.message).toMatch(/sends the server on to nowhere/);
  });

  it.for([
    [410, 'denied'],
    [451, 'denied'],
    [400, 'refused'],
    [413, 'refused'],
    [408, 'unavailable'],
  ] as const)('with %i is taken for %s', async ([status, kind], { github, target }) => {
    github.fail('createTree', refuses(status, 'Some words'));
    const error = await troubleOf(target.writeTree(null, [file('a', 'a')], SIGNAL));
    expect(error.trouble).toEqual({ kind });
    expect(error.message).toContain(`(status ${status}): “Some words”.`);
  });

  it.for([
    ['Repository rule violations found\n\nSecret detected in content', 'refused'],
    ['Repository rule violations found\n\nChanges must be made through a pull request.', 'denied'],
    ['Reference update failed', 'denied'],
  ] as const)('as a rule: %s', async ([words, kind], { github, target }) => {
    for (const status of [409, 422]) {
      github.fail('updateRef', refuses(status, words));
      const error = await troubleOf(target.moveBranch(headOf(github), headOf(github), SIGNAL));
      expect(error.trouble).toEqual({ kind });
      expect(error.message).toContain(`(“${words.replace('\n\n', ' ')}”)`);
    }
  });

  it('is quoted as one short line', async ({ github, target }) => {
    github.fail('createTree', refuses(422, `Bad\u202e\r\n<b>words</b>\u0000 ${'long '.repeat(100)}`));
    const { message } = await troubleOf(target.writeTree(null, [file('a', 'a')], SIGNAL));
    expect(message).toMatch(/^[^\n\r\0\u202e]{200,270}$/);
    expect(message).toContain('“Bad <b>words</b>  long');
  });
});

describe('what is wrong with a request', () => {
  it('is told with the codes that GitHub gives', async ({ github, target }) => {
    const errors = [{ resource: 'Tree', field: 'tree.path', code: 'invalid' }, 'is too long', 7, {}];
    const text = JSON.stringify({ message: 'Validation Failed', errors });
    github.fail('createTree', answersText(422, text));
    const { message } = await troubleOf(target.writeTree(null, [file('a', 'a')], SIGNAL));
    expect(message).toContain('(“Validation Failed (tree.path invalid, is too long)”)');
  });

  it.for(['{"message":7}', '[]', '"words"', 'null', ''])(
    'may be told with %s',
    async (text, { github, target }) => {
      for (const status of [401, 403, 404, 409, 422, 451]) {
        github.fail('createTree', answersText(status, text));
        const { message } = await troubleOf(target.writeTree(null, [file('a', 'a')], SIGNAL));
        expect(message).toMatch(/^GitHub at [^{}[\]]+\.$/);
      }
    },
  );

  it('may be told in a type that is none', async ({ github, target }) => {
    github.fail('getRef', answersText(500, '{}', ';;'));
    expect((await troubleOf(target.readHead(SIGNAL))).trouble).toEqual({ kind: 'unavailable' });
  });
});

describe('a repository that BookChat may not write to', () => {
  it('tells of a token without the permission', async ({ github, target }) => {
    github.setPushAllowed(false);
    const error = await troubleOf(target.moveBranch(headOf(github), headOf(github), SIGNAL));
    expect(error.trouble).toEqual({ kind: 'denied' });
    expect(error.message).toMatch(/needs the permission “Contents: Read and write”/);
  });

  it('tells of a token for which writes do not exist', async ({ github, target }) => {
    github.fail('createTree', faults.notFound);
    const error = await troubleOf(target.writeTree(null, [file('a', 'a')], SIGNAL));
    expect(error.trouble).toEqual({ kind: 'denied' });
    expect(error.message).toMatch(/lets the token read bookchat\/archive, but not write to it/);
  });

  it('tells that it is archived', async ({ github, target }) => {
    github.setArchived(true);
    const error = await troubleOf(target.writeTree(null, [file('a', 'a')], SIGNAL));
    expect(error.trouble).toEqual({ kind: 'denied' });
    expect(error.message).toMatch(/is archived, and so nothing can be written to it\. Unarchive it/);
  });

  it('may be missing or hidden, whatever it was asked', async ({ github, clock }) => {
    const target = targetOf(github, clock, { repository: 'bookchat/hidden' });
    const calls = [
      target.readHead(SIGNAL),
      target.compare(UNKNOWN, UNKNOWN, SIGNAL),
      target.readCommit(UNKNOWN, SIGNAL),
      target.writeTree(null, [file('a', 'a')], SIGNAL),
    ];
    for (const error of await Promise.all(calls.map(troubleOf))) {
      expect(error.trouble).toEqual({ kind: 'denied' });
      expect(error.message).toMatch(
        /no repository bookchat\/hidden\. It says the same where the token has no access/,
      );
    }
  });
});

describe('a limit', () => {
  it.for([
    ['rateLimited', 59_000, 62_000],
    ['rateLimited429', 59_000, 62_000],
    ['secondaryLimit', 60_000, 60_000],
    ['tooManyRequests', 60_000, 60_000],
    ['secondaryLimitWithoutWait', 60_000, 60_000],
    ['tooManyRequestsWithoutWait', 60_000, 60_000],
  ] as const)(
    '%s is kept for a minute, by our clock',
    async ([name, least, most], { github, target, clock }) => {
      github.fail('createTree', faults[name]);
      const error = await troubleOf(target.writeTree(null, [file('a', 'a')], SIGNAL));
      const wait = waitOf(error.trouble, clock.now());
      expect(wait).toBeGreaterThanOrEqual(least);
      expect(wait).toBeLessThanOrEqual(most);
      expect(error.message).toMatch(
        /its limit is reached\. BookChat asks again after 2026-11-20 12:0[01] UTC\.$/,
      );
    },
  );

  it('that does not say for how long lasts twice as long each time, until there is a success', async ({
    github,
    target,
    clock,
  }) => {
    const waits: number[] = [];
    const meet = async () =>
      waits.push(waitOf((await troubleOf(target.readHead(SIGNAL))).trouble, clock.now()));
    github.fail('getRef', faults.secondaryLimitWithoutWait, 8);
    for (let time = 0; time < 8; time++) await meet();
    await target.readHead(SIGNAL);
    github.fail('getRef', faults.tooManyRequestsWithoutWait);
    await meet();
    expect(waits.map((ms) => ms / 60_000)).toEqual([1, 2, 4, 8, 16, 32, 60, 60, 1]);
  });

  it.for([
    ['0', 1_000],
    ['999999999', 86_400_000],
    ['soon', 60_000],
  ] as const)('with retry-after: %s is kept for %i ms', async ([value, ms], { github, target, clock }) => {
    github.fail('getRef', refuses(429, 'Too many', { headers: () => ({ 'retry-after': value }) }));
    expect(waitOf((await troubleOf(target.readHead(SIGNAL))).trouble, clock.now())).toBe(ms);
  });

  it('with a date is kept until then, by the clock of GitHub', async ({ github, target, clock }) => {
    const headers = () => ({
      date: 'Fri, 20 Nov 2026 15:00:00 GMT',
      'retry-after': 'Fri, 20 Nov 2026 15:02:00 GMT',
    });
    github.fail('getRef', refuses(403, 'Too many', { headers }));
    expect(waitOf((await troubleOf(target.readHead(SIGNAL))).trouble, clock.now())).toBe(120_000);
  });

  it('that says of the end of the hour nothing is kept for a minute', async ({ github, target, clock }) => {
    const headers = () => ({ 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': 'later' });
    github.fail('getRef', refuses(403, 'Forbidden', { headers }));
    expect(waitOf((await troubleOf(target.readHead(SIGNAL))).trouble, clock.now())).toBe(60_000);
  });

  it('of the hour is met when nothing is left', async ({ github, target }) => {
    github.setRateRemaining(0, Date.now() + 1_800_000);
    const { trouble } = await troubleOf(target.readHead(SIGNAL));
    expect(trouble.kind).toBe('blocked');
    expect(target.quota).toMatchObject({ limit: 5_000, left: 0 });
  });
});

function waitOf(trouble: { kind: string; until?: Date }, now: number): number {
  return (trouble.until?.getTime() ?? Number.NaN) - now;
}

function answersText(status: number, text: string, type = 'application/json'): Fault {
  return {
    name: `${status} ${text}`,
    applied: false,
    deliver: ({ headers }, outlet) =>
      outlet.send({ status, headers: { ...headers, 'content-type': type }, text }),
  };
}
