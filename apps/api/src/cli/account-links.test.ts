import { join, readAudit, recover, suspendPerson } from '@bookchat/shared';
import { describe, expect } from 'vitest';
import { ACCOUNTS, BY_TOKEN, invite, PASSWORD, startWithOwner, tokenOf } from '../../test/accounts-test.ts';
import { call } from '../../test/call.ts';
import { it as base } from '../../test/command-test.ts';

const it = base.extend('env', {} as Readonly<Record<string, string>>);

describe('owner-link', () => {
  it('makes the first owner of a server that runs, and is refused after that', async ({
    start,
    folder,
    bookchat,
  }) => {
    const server = await start.server({ ...ACCOUNTS, DATA_DIR: folder });
    const { exitCode, stdout, stderr } = await bookchat('owner-link', { AUTH_MODE: 'accounts' });
    expect({ exitCode, stdout }).toMatchObject({
      exitCode: 0,
      stdout: expect.stringMatching(/join#[\w-]{43}\n$/),
    });
    expect(stderr).toContain('This is shown once.');
    const body = { token: tokenOf(stdout.trim()), name: 'alice', password: PASSWORD };
    expect((await call(server, join, { body })).body.me.role).toBe('owner');
    const again = await bookchat('owner-link', { AUTH_MODE: 'accounts' });
    expect(again).toMatchObject({
      exitCode: 1,
      stdout: '',
      stderr: expect.stringContaining('recovery-link "alice"'),
    });
    const { entries } = (await call(server, readAudit, { headers: BY_TOKEN })).body;
    expect(entries.map(({ actor, action }) => `${actor}: ${action}`)).toContain(
      'command line: set_up_link.made',
    );
  });

  it('is refused where there are no accounts', async ({ bookchat }) => {
    const { exitCode, stderr } = await bookchat('owner-link', { AUTH_MODE: 'open' });
    expect({ exitCode, stderr }).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('AUTH_MODE') });
  });
});

describe('recovery-link', () => {
  it('lets somebody choose a new password', async ({ start, folder, bookchat }) => {
    const { server, owner } = await startWithOwner(start, { DATA_DIR: folder });
    const bob = await invite(server, 'bob');
    const env = { AUTH_MODE: 'accounts', PUBLIC_URL: 'https://chat.example.org' };
    const { stdout } = await bookchat('recovery-link', env, ['BOB']);
    expect(stdout).toMatch(/^https:\/\/chat\.example\.org\/join#/);
    const body = { token: tokenOf(stdout.trim()), password: 'another good password' };
    expect((await call(server, recover, { body })).body.me.id).toBe(bob.me.id);
    expect(await bookchat('recovery-link', env, ['nobody'])).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining('Nobody here'),
    });
    const suspending = { headers: owner.headers, params: { id: bob.me.id }, body: { reason: 'spam' } };
    await call(server, suspendPerson, suspending);
    expect(await bookchat('recovery-link', env, ['bob'])).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining('suspended'),
    });
  });
});
