import { describe, expect, vi } from 'vitest';
import { it as base } from '../../test/command-test.ts';
import { postAs, postAsRefused, take } from '../../test/identity-test.ts';
import { auditOf } from '../../test/read-audit.ts';
import { systemClock } from '../lib/clock.ts';

/** A server on the folder that the command is run on, which looks at the real time. */
const it = base
  .extend('env', {} as Readonly<Record<string, string>>)
  .extend('running', ({ start, folder }) => start.server({ DATA_DIR: folder }, { clock: systemClock }));

describe('bookchat release-name', () => {
  it('frees a name of a server that runs, which is noted', async ({ running, bookchat }) => {
    await take(running, 'Alice');
    expect((await postAsRefused(running, 'alice')).code).toBe('name_taken');
    const { exitCode, stdout } = await bookchat('release-name', {}, ['alice']);
    expect({ exitCode, stdout }).toEqual({
      exitCode: 0,
      stdout: expect.stringContaining('The name Alice is free'),
    });
    await vi.waitFor(async () => expect((await postAs(running, 'alice')).status).toBe(201), {
      timeout: 5_000,
      interval: 200,
    });
    expect(await auditOf(running, 'identity.')).toMatchObject([{ actor: 'command line', target: 'Alice' }]);
  });

  it('says that nobody has it', async ({ running, bookchat }) => {
    expect((await postAs(running, 'alice')).status).toBe(201);
    expect(await bookchat('release-name', {}, ['alice'])).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining('Nobody has taken the name alice'),
    });
  });

  it('is refused where people have accounts', async ({ bookchat }) => {
    expect(await bookchat('release-name', { AUTH_MODE: 'accounts' }, ['alice'])).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining('AUTH_MODE'),
    });
  });
});
