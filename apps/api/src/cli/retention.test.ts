import { describe, expect } from 'vitest';
import { it as base } from '../../test/command-test.ts';
import { archive, listLeft, say } from '../../test/retention-test.ts';
import { TEST_ADMIN_TOKEN } from '../../test/start-test-server.ts';

const OLD = '2020-01-01T10:00:00.000Z';
const RETENTION = { RETENTION_DAYS: '30' };

/** A server on the folder that the commands are run on, with a message that is past its time. */
const it = base.extend('running', async ({ start, folder }) => {
  const server = await start.server({ DATA_DIR: folder, ...RETENTION });
  await say(server, OLD, 'old');
  await archive(server);
  return server;
});

describe('bookchat retention', { timeout: 120_000 }, () => {
  it('with --dry-run says what would leave, and changes nothing', async ({ running, bookchat }) => {
    await running.app.archive.verifiedUpTo(new AbortController().signal);
    const { stdout, exitCode } = await bookchat('retention', RETENTION, ['--dry-run']);
    expect({ exitCode, lines: stdout.split('\n') }).toEqual({
      exitCode: 0,
      lines: [
        'room     kept     past that  would leave  to a yearly database  wait',
        'general  30 days  1          1            0                     0',
        '',
      ],
    });
    expect(await listLeft(running)).toEqual(['old']);
  });

  it('says why messages wait', async ({ running, bookchat }) => {
    await say(running, OLD, 'on the way');
    const { stdout } = await bookchat('retention', RETENTION, ['--dry-run']);
    expect(stdout).toContain('The archive was not found to be as the database has it.');
  });

  it('has the server that runs do it', async ({ running, bookchat }) => {
    const { port } = new URL(running.url);
    const env = { ...RETENTION, PORT: port, ADMIN_TOKEN: TEST_ADMIN_TOKEN };
    const { stdout, stderr, exitCode } = await bookchat('retention', env);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(stdout).toMatch(/^1 message has left the database\./);
    expect(await listLeft(running)).toEqual([]);
  });

  it('says so where the server cannot be asked, or refuses', async ({ running, bookchat }) => {
    const noToken = await bookchat('retention', RETENTION);
    expect(noToken).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('admin token') });
    const { port } = new URL(running.url);
    const wrong = await bookchat('retention', {
      PORT: port,
      ADMIN_TOKEN: 'a-token-of-32-characters-or-more-x',
    });
    expect(wrong).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('The server refused it') });
    const nobody = await bookchat('retention', { PORT: '1' });
    expect(nobody).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('does not answer at') });
  });

  it('does it in the place of a server that is stopped, and tells that as JSON', async ({
    running,
    bookchat,
  }) => {
    await running.close();
    const { stdout, exitCode } = await bookchat('retention', RETENTION, ['--json']);
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      message: expect.stringMatching(/^1 message has left/),
      rooms: [],
      hindrance: null,
      last_run: { removed: 1 },
      yearly: [],
    });
  });

  it('needs a database', async ({ bookchat }) => {
    expect(await bookchat('retention')).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining('no database'),
    });
    const env = { DATABASE_URL: ':memory:' };
    expect(await bookchat('retention', env, ['--dry-run'])).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining('leaves with it'),
    });
  });
});
