import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { listMessages, readAdminSession, readyz } from '@bookchat/shared';
import { describe, expect, vi } from 'vitest';
import { call } from '../call.ts';
import { post } from '../post.ts';
import { runProcess } from '../start-process.ts';
import { it } from './process-test.ts';

describe('a server that starts', () => {
  it('says where it is, and where its new admin token is, but not what it is', async ({
    dataDir,
    launch,
  }) => {
    const server = await launch.server();
    expect(await call(server, readyz)).toMatchObject({ status: 200 });
    const token = readFileSync(join(dataDir, 'admin-token'), 'utf8').trim();
    expect(statSync(join(dataDir, 'admin-token')).mode & 0o777).toBe(0o600);
    const headers = { authorization: `Bearer ${token}` };
    expect(await call(server, readAdminSession, { headers })).toMatchObject({ body: { via: 'token' } });
    server.kill('SIGTERM');
    const { stdout } = await server.ended;
    expect(stdout).toContain(join(dataDir, 'admin-token'));
    expect(stdout).not.toContain(token);
    expect(readFileSync(join(dataDir, 'logs/app.log'), 'utf8')).toContain('BookChat is ready at');
  });

  it('takes what a killed one left in its write-ahead log', async ({ dataDir, launch }) => {
    const killed = await launch.server();
    const said = await post(killed, { author: 'alice', content: 'one' }, { author: 'bob', content: 'two' });
    killed.kill('SIGKILL');
    await killed.ended;
    expect(statSync(join(dataDir, 'bookchat.db-wal')).size).toBeGreaterThan(0);
    const { body } = await call(await launch.server(), listMessages);
    expect(body.messages).toEqual(said);
  });

  it('reads .env in its folder, where the environment does not say otherwise', async ({
    dataDir,
    launch,
  }) => {
    writeFileSync(join(dataDir, '.env'), 'LOG_LEVEL=loud\nRATE_LIMIT_MAX_POLLS=7\n');
    const server = await launch.server({ LOG_LEVEL: 'info' });
    const { headers } = await call(server, listMessages);
    expect(headers['ratelimit-limit']).toBe('1000000000');
    writeFileSync(join(dataDir, '.env'), 'MAX_BACKUPS=none\n');
    const refused = await runProcess({ dataDir });
    expect(refused).toMatchObject({ code: 78, stderr: expect.stringContaining('MAX_BACKUPS must be') });
  });

  it.for(['/dev/null/logs', '/proc/bookchat/logs'])(
    'starts where its logs cannot be kept in %s',
    async (dir, { launch }) => {
      const server = await launch.server({ LOG_DIR: dir });
      server.kill('SIGTERM');
      expect(await server.ended).toMatchObject({ code: 0, stderr: '' });
    },
  );

  it('says where it is though nothing is to be logged', async ({ launch }) => {
    const server = await launch.server({ LOG_LEVEL: 'silent' });
    server.kill('SIGTERM');
    expect((await server.ended).stdout).toBe(`BookChat is ready at ${server.url}/\n`);
  });

  it('warns where whoever reaches it may write', async ({ launch }) => {
    const server = await launch.server({ ALLOW_OPEN_ACCESS: 'yes' });
    server.kill('SIGTERM');
    expect((await server.ended).stdout).toContain('whoever can reach this server can read and write');
  });

  it('says of an archive that cannot be reached why, and never the token', async ({ dataDir, launch }) => {
    const server = await launch.server({
      ARCHIVE: 'on',
      GITHUB_REPOSITORY: 'acme/chat',
      GITHUB_TOKEN: 'ghp_canary',
      GITHUB_API_URL: 'http://127.0.0.1:1',
    });
    const log = join(dataDir, 'logs/app.log');
    await vi.waitFor(() => expect(readFileSync(log, 'utf8')).toContain('archive: '), {
      timeout: 10_000,
      interval: 50,
    });
    server.kill('SIGTERM');
    const { stdout } = await server.ended;
    expect(stdout).toContain('archive: The connection to 127.0.0.1:1 failed.');
    expect(stdout).not.toContain('ghp_canary');
  });
});

describe('a server that cannot start', () => {
  it('ends with 78 and names every mistake in its configuration', async ({ dataDir }) => {
    const end = await runProcess({ dataDir, env: { PORT: 'x', CORS_ORIGINS: '*', HOST: '0.0.0.0' } });
    expect(end).toMatchObject({ code: 78, stdout: '' });
    expect(end.stderr).toContain('The configuration has 3 mistakes');
    expect(end.stderr).toMatch(/PORT must be[\s\S]*CORS_ORIGINS must be[\s\S]*HOST is 0\.0\.0\.0/);
    expect(existsSync(join(dataDir, 'bookchat.db'))).toBe(false);
  });

  it('ends with 78 where it would be open to the network', async ({ dataDir }) => {
    const end = await runProcess({ dataDir, env: { HOST: '0.0.0.0' } });
    expect(end).toMatchObject({ code: 78, stderr: expect.stringContaining('ALLOW_OPEN_ACCESS=yes') });
  });

  it('ends with 78 and asks what was meant where .env has a typing error', async ({ dataDir }) => {
    writeFileSync(join(dataDir, '.env'), 'RATE_LIMIT_MAX_REQUEST=5\n');
    const end = await runProcess({ dataDir });
    expect(end).toMatchObject({
      code: 78,
      stderr: expect.stringContaining('did you mean RATE_LIMIT_MAX_REQUESTS?'),
    });
  });

  it.for([
    [{ DATA_DIR: '/dev/null' }, 'The data folder /dev/null cannot be used: a file stands in its place.'],
    [
      { DATA_DIR: '/proc/bookchat' },
      'The data folder /proc/bookchat cannot be used: it cannot be made there.',
    ],
    [
      { HOST: '203.0.113.5', ALLOW_OPEN_ACCESS: 'yes' },
      'HOST is 203.0.113.5, which is no address of this machine.',
    ],
    [
      { HOST: 'nowhere.invalid', ALLOW_OPEN_ACCESS: 'yes' },
      'HOST is nowhere.invalid, a name that was not found.',
    ],
  ] as const)('with %j ends with 1 and a sentence', async ([env, sentence], { dataDir }) => {
    const end = await runProcess({ dataDir, env });
    expect(end).toMatchObject({ code: 1, stderr: expect.stringContaining(sentence) });
    expect(end.stderr, 'a sentence and no stack').toMatch(/^[^\n]+\n$/);
  });

  it.runIf(existsSync('/dev/full'))(
    'ends the same where its complaint cannot be written',
    async ({ dataDir }) => {
      const wrapper = ['sh', '-c', 'exec "$@" 2>/dev/full', 'sh'];
      expect(await runProcess({ dataDir, env: { PORT: 'x' }, wrapper })).toMatchObject({
        code: 78,
        signal: null,
      });
    },
  );

  it('says that another one runs on its data, and leaves that one alone', async ({ dataDir, launch }) => {
    const first = await launch.server();
    const said = await post(first, { author: 'alice', content: 'hello' });
    const second = await runProcess({ dataDir });
    expect(second.code).toBe(1);
    expect(second.stderr).toContain(`Another BookChat server already runs on ${dataDir}`);
    expect(second.stderr, 'a sentence and no stack').not.toMatch(/\n\s+at /);
    expect((await call(first, listMessages)).body.messages).toEqual(said);
  });

  it('says that its port is taken', async ({ dataDir }) => {
    const other = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => other.once('listening', resolve));
    const { port } = other.address() as AddressInfo;
    const end = await runProcess({ dataDir, env: { PORT: String(port) } });
    other.close();
    expect(end.code).toBe(1);
    expect(end.stderr).toContain(`Port ${port} is taken by another program`);
    expect(end.stderr).not.toMatch(/\n\s+at /);
  });

  it('says what is wrong with its database, and leaves it as it is', async ({ dataDir }) => {
    const file = join(dataDir, 'bookchat.db');
    writeFileSync(file, 'Dear diary,\n'.repeat(100));
    const end = await runProcess({ dataDir });
    expect(end.code).toBe(1);
    expect(end.stderr).toContain(`The database ${file} is damaged: it is not a SQLite database`);
    expect(end.stderr).not.toMatch(/\n\s+at /);
    expect(readFileSync(file, 'utf8')).toBe('Dear diary,\n'.repeat(100));
  });
});
