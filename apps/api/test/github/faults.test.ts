import { describe, expect } from 'vitest';
import { archive, commitFiles } from './commit-files.ts';
import { refuses } from './faults/answer-faults.ts';
import type { Fault } from './faults/fault.ts';
import { allFaults, faults } from './faults/faults.ts';
import { isSlow } from './faults/wire-faults.ts';
import { it } from './github-test.ts';

const main = { ...archive, ref: 'heads/main' } as const;
const { silence, silenceAfterApplying } = faults;
const silent: readonly Fault[] = [silence, silenceAfterApplying];

describe('instead of an answer', () => {
  it.for([
    { fault: faults.unauthorized, status: 401, headers: {} },
    { fault: faults.forbidden, status: 403, headers: {} },
    { fault: faults.rateLimited, status: 403, headers: { 'x-ratelimit-remaining': '0' } },
    { fault: faults.rateLimited429, status: 429, headers: { 'x-ratelimit-remaining': '0' } },
    { fault: faults.secondaryLimit, status: 403, headers: { 'retry-after': '60' } },
    { fault: faults.secondaryLimitWithoutWait, status: 403, headers: {} },
    { fault: faults.tooManyRequests, status: 429, headers: { 'retry-after': '60' } },
    { fault: faults.tooManyRequestsWithoutWait, status: 429, headers: {} },
    { fault: faults.notFound, status: 404, headers: {} },
    { fault: faults.conflict, status: 409, headers: {} },
    { fault: faults.notFastForward, status: 422, headers: {} },
    { fault: faults.serverError, status: 500, headers: {} },
    { fault: faults.unicorn, status: 502, headers: { 'content-type': 'text/html; charset=utf-8' } },
    { fault: faults.unavailable, status: 503, headers: {} },
  ])('comes $fault.name', async ({ fault, status, headers }, { octokit, github }) => {
    const sha = await commitFiles(octokit, github.head() ?? '', { 'a.txt': 'a' });
    const before = github.head();
    github.fail('updateRef', fault);
    await expect(octokit.rest.git.updateRef({ ...main, sha })).rejects.toMatchObject({
      status,
      response: { headers },
    });
    expect(github.head()).toBe(before);
    expect(github.requests.at(-1)).toMatchObject({ operation: 'updateRef', status, fault: fault.name });
  });

  it('comes a page of HTML', async ({ octokit: { rest }, github }) => {
    github.fail('getRef', faults.html);
    const { data } = await rest.git.getRef(main);
    expect(data).toContain('<!DOCTYPE html>');
  });

  it('comes a redirect to another host, and who follows is on record', async ({
    octokit: { rest },
    github,
  }) => {
    github.fail('getRef', faults.redirect, 2);
    const stays = rest.git.getRef({ ...main, request: { redirect: 'manual' } });
    await expect(stays).resolves.toMatchObject({ status: 301 });
    expect(github.requests).toHaveLength(1);
    await rest.git.getRef(main);
    expect(github.requests.at(-1)).toMatchObject({ operation: 'elsewhere', authorized: false });
  });
});

describe('a request that gets no answer', () => {
  it.for([
    { fault: faults.silence, applied: false },
    { fault: faults.silenceAfterApplying, applied: true },
    { fault: faults.reset, applied: false },
    { fault: faults.resetAfterApplying, applied: true },
  ])('$fault.name', async ({ fault, applied }, { octokit, github }) => {
    const sha = await commitFiles(octokit, github.head() ?? '', { 'a.txt': 'a' });
    github.fail('updateRef', fault);
    const patience = new AbortController();
    const move = octokit.rest.git.updateRef({ ...main, sha, request: { signal: patience.signal } });
    const outcome = expect(move).rejects.toThrow();
    const last = () => github.requests.findLast(({ operation }) => operation === 'updateRef');
    await expect.poll(() => last()?.endedAt).toEqual(expect.any(Number));
    if (silent.includes(fault)) patience.abort();
    await outcome;
    expect(github.head() === sha).toBe(applied);
    expect(last()).toMatchObject({ status: null, fault: fault.name });
  });
});

describe('an answer', () => {
  it('comes late, and meanwhile others overlap with it', async ({ octokit: { rest }, github }) => {
    github.fail('getRef', faults.slow);
    expect(await rest.git.getRef(main)).toMatchObject({ data: { object: { sha: github.head() } } });
    github.fail('getRef', isSlow(60_000));
    const patience = new AbortController();
    const late = expect(rest.git.getRef({ ...main, request: { signal: patience.signal } })).rejects.toThrow();
    await expect.poll(() => github.requests.length).toBe(2);
    await rest.repos.get(archive);
    patience.abort();
    await late;
    expect(github.requests.map(({ overlapping }) => overlapping)).toEqual([false, false, true]);
  });

  it('breaks off, or is an error though all was done', async ({ octokit, github }) => {
    const sha = await commitFiles(octokit, github.head() ?? '', { 'a.txt': 'a' });
    github.fail('updateRef', faults.badGatewayAfterApplying);
    await expect(octokit.rest.git.updateRef({ ...main, sha })).rejects.toMatchObject({ status: 502 });
    expect(github.head()).toBe(sha);
    github.fail('getRef', faults.cutBody, 2);
    const response = await fetch(`${github.url}/repos/bookchat/archive/git/ref/heads/main`, {
      headers: { authorization: `Bearer ${github.token}` },
    });
    await expect(response.text()).rejects.toThrow('terminated');
    // Octokit makes of it an answer without anything in it.
    expect(await octokit.rest.git.getRef(main)).toMatchObject({ status: 200, data: '' });
  });

  it('is no JSON, or names what is not there', async ({ octokit: { rest }, github }) => {
    github.fail('getRef', faults.malformedJson);
    expect((await rest.git.getRef(main)).data).toEqual(expect.any(String));
    github.fail('getRef', faults.invalidSha);
    expect((await rest.git.getRef(main)).data.object.sha).toBe('main');
    github.fail('getRef', faults.wrongSha);
    expect((await rest.git.getRef(main)).data.object.sha).toBe([...`${github.head()}`].reverse().join(''));
  });

  it('is an old one, as often as it is to be', async ({ octokit: { rest }, github }) => {
    const old = github.head();
    const head = github.pushCommit();
    github.fail('any', faults.staleRead, 2);
    const read = async () => (await rest.git.getRef(main)).data.object.sha;
    await rest.repos.get(archive);
    expect([await read(), await read(), await read()]).toEqual([old, old, head]);
  });
});

describe('an empty repository', () => {
  it.override('options', { empty: true });

  it('still seems to be empty to a stale read', async ({ octokit: { rest }, github }) => {
    await rest.repos.createOrUpdateFileContents({ ...archive, path: 'a', message: 'A', content: 'QQ==' });
    github.fail('getRef', faults.staleRead);
    await expect(rest.git.getRef(main)).rejects.toMatchObject({ status: 409 });
  });
});

it('lets faults wait in line until their request comes, or until they are healed', async ({
  octokit: { rest },
  github,
}) => {
  github.fail(['createTree', 'getCommit'], refuses(422, 'First'));
  github.fail('any', refuses(422, 'Second'));
  github.fail('any', refuses(422, 'Third'));
  const get = () => rest.git.getCommit({ ...archive, commit_sha: github.head() ?? '' });
  await expect(rest.repos.get(archive)).rejects.toThrow('Second');
  await expect(get()).rejects.toThrow('First');
  github.heal();
  expect((await get()).status).toBe(200);
});

it('has a list of all faults, each with a name of its own', () => {
  expect(new Set(allFaults.map(({ name }) => name)).size).toBe(allFaults.length);
});
