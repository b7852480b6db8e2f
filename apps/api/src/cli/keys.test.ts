import { statSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { listKeys, listMessages } from '@bookchat/shared';
import { describe, expect } from 'vitest';
import { call, callRefused } from '../../test/call.ts';
import { it as base } from '../../test/command-test.ts';
import { startGithubDouble } from '../../test/github/start-github-double.ts';
import { makeKey, toHeaders } from '../../test/make-key.ts';
import { makeOldDatabase } from '../../test/make-old-database.ts';
import { asAdmin } from '../../test/restore.ts';
import { withGithub } from '../../test/with-github.ts';
import { systemClock } from '../lib/clock.ts';
import { readGithubToken } from '../lib/kept-github-token.ts';
import { askSecret } from './ask-secret.ts';
import { keysRotateGithub } from './keys-rotate-github.ts';

const LONGER_THAN_A_LOOK = { timeout: 5_000 };

/** A server on the folder that the commands are run on, which looks at the real time. */
const it = base
  .extend('env', {} as Readonly<Record<string, string>>)
  .extend('running', ({ start, folder }) => start.server({ DATA_DIR: folder }, { clock: systemClock }));

describe('the keys of a running server', () => {
  it('are made by a command, which prints the secret alone', async ({ running, bookchat }) => {
    await call(running, listKeys, { headers: asAdmin });
    const { stdout, stderr, exitCode } = await bookchat('keys create', {}, [
      'nightly report',
      '--scopes',
      'read,monitor',
      '--days',
      '30',
    ]);
    expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: expect.stringMatching(/^bk_\w+\n$/) });
    expect(stderr).toContain('This is shown once:');
    const headers = toHeaders(stdout.trim());
    await expect
      .poll(async () => (await call(running, listKeys, { headers: asAdmin })).body.keys, LONGER_THAN_A_LOOK)
      .toMatchObject([{ name: 'nightly report', scopes: ['read', 'monitor'] }]);
    expect(await call(running, listMessages, { headers })).toMatchObject({ status: 200 });
  });

  it('are made for some rooms', async ({ running, bookchat }) => {
    const { stdout } = await bookchat('keys create', {}, ['a display', '--rooms', 'general']);
    const headers = toHeaders(stdout.trim());
    await expect
      .poll(async () => (await call(running, listKeys, { headers: asAdmin })).body.keys, LONGER_THAN_A_LOOK)
      .toMatchObject([{ name: 'a display', rooms: ['general'] }]);
    expect(await call(running, listMessages, { headers })).toMatchObject({ status: 200 });
    expect((await bookchat('keys list')).stdout).toMatch(/ read +general +active /);
  });

  it('are revoked by one, and refused within seconds', async ({ running, bookchat }) => {
    const { key, headers } = await makeKey(running, 'read');
    await call(running, listMessages, { headers });
    expect(await bookchat('keys revoke', {}, [key.id])).toMatchObject({
      exitCode: 0,
      stdout: expect.stringContaining(`The key ${key.id}`),
    });
    await expect
      .poll(async () => {
        const { status } = await fetch(`${running.url}${listMessages.path}`, { headers });
        return status;
      }, LONGER_THAN_A_LOOK)
      .toBe(401);
    expect((await callRefused(running, listMessages, { headers })).body.detail).toContain('was revoked at');
  });

  it('are rotated by one, and both secrets are taken', async ({ running, bookchat }) => {
    const { key, headers } = await makeKey(running, 'read');
    const { stdout, stderr } = await bookchat('keys rotate', {}, [key.id, '--overlap-hours', '2']);
    expect(stderr).toContain('Its secret from before is taken until');
    await expect
      .poll(async () => {
        const answer = await fetch(`${running.url}${listMessages.path}`, {
          headers: toHeaders(stdout.trim()),
        });
        return answer.status;
      }, LONGER_THAN_A_LOOK)
      .toBe(200);
    expect(await call(running, listMessages, { headers })).toMatchObject({ status: 200 });
  });

  it('are listed without their secrets', async ({ running, bookchat }) => {
    const { key, secret } = await makeKey(running, 'read', 'write');
    const { stdout } = await bookchat('keys list');
    expect(stdout).toMatch(new RegExp(`^id .*status.*\n${key.id} .* read,write  all +active .*never\n$`));
    expect(stdout).not.toContain(secret.slice(-43));
  });
});

describe('a command for keys', () => {
  it.for([
    ['keys create', ['']],
    ['keys create', ['x', '--scopes', 'all']],
    ['keys create', ['x', '--days', '0']],
    ['keys create', ['x', '--rooms', 'nowhere']],
    ['keys create', ['x', '--rooms', '']],
    ['keys create', []],
    ['keys rotate', ['x', '--overlap-hours', 'many']],
    ['keys revoke', []],
  ] as const)('refuses what it cannot use: %s %j', async ([name, args], { running, bookchat }) => {
    const { exitCode, stdout } = await bookchat(name, {}, args);
    expect({ exitCode, stdout }).toEqual({ exitCode: 64, stdout: '' });
    expect((await call(running, listKeys, { headers: asAdmin })).body.keys).toEqual([]);
  });

  it('says that there is no such key', async ({ running, bookchat }) => {
    await call(running, listKeys, { headers: asAdmin });
    for (const name of ['keys rotate', 'keys revoke'])
      expect(await bookchat(name, {}, ['000000000000'])).toMatchObject({
        exitCode: 1,
        stderr: 'There is no API key 000000000000.\n',
      });
    expect(await bookchat('keys list')).toMatchObject({ stdout: 'There is no API key.\n' });
  });

  it('says that there is no database, and makes none', async ({ bookchat, folder }) => {
    for (const [name, args] of [
      ['keys list', []],
      ['keys create', ['x']],
    ] as const)
      expect((await bookchat(name, {}, args)).stderr).toContain('There is no database at');
    expect(statSync(join(folder, 'bookchat.db'), { throwIfNoEntry: false })).toBeUndefined();
  });

  it('changes nothing in a database of an older version', async ({ bookchat, folder }) => {
    await makeOldDatabase(folder);
    expect(await bookchat('keys create', {}, ['x'])).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining('Start the server once'),
    });
  });
});

describe('another token for GitHub', () => {
  const withDouble = it.extend('github', async ({ task: _ }, { onCleanup }) => {
    const github = await startGithubDouble({});
    onCleanup(() => github.close());
    return github;
  });

  withDouble('is tried, and counts from then on', async ({ bookchat, github, folder }) => {
    await bookchat('version', withGithub(github)); // sets the variables for what follows
    const answers = (token: string) => async () => token;
    expect(await keysRotateGithub(answers('ghp_wrong'))).toBe(1);
    expect(await keysRotateGithub(answers('with spaces'))).toBe(64);
    expect(readGithubToken(folder, github.token)).toBe(github.token);
    const configured = github.token;
    github.setToken('ghp_new');
    expect(await keysRotateGithub(answers('ghp_new'))).toBeUndefined();
    expect(readGithubToken(folder, configured)).toBe('ghp_new');
  });

  it('is for nobody where there is none', async ({ bookchat }) => {
    expect(await bookchat('keys rotate-github')).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining('there is no token to change'),
    });
  });
});

describe('a secret that is asked for', () => {
  it('is all that stands in the input, or what is typed, which is not shown', async () => {
    const piped = Object.assign(new PassThrough(), { isTTY: false });
    piped.end('ghp_piped\n');
    expect(await askSecret('Token', { input: piped, output: new PassThrough() })).toBe('ghp_piped');
    const typed = Object.assign(new PassThrough(), { isTTY: true });
    const output = new PassThrough();
    const asked = askSecret('Token', { input: typed, output });
    typed.write('ghp_typed\r');
    expect(await asked).toBe('ghp_typed');
    expect(String(output.read())).toBe('Token: \n');
  });
});
