import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { listChanges, makeBackup, readyz } from '@bookchat/shared';
import { describe, expect, vi } from 'vitest';
import { call } from '../test/call.ts';
import { createPaper } from '../test/create-paper.ts';
import { makeIncoming } from '../test/make-incoming.ts';
import { it as base } from '../test/server-test.ts';
import { parseConfig } from './config.ts';
import { planSwap } from './db/restore/plan-swap.ts';
import { restoreFiles } from './db/restore/restore-files.ts';
import { runSteps, stepsForward } from './db/restore/swap-steps.ts';
import { type RunningServer, startServer } from './start-server.ts';

/** Starts servers whose terminal keeps what it prints, and stops them when the test ends. */
const it = base.extend('begin', async ({ folder }, { onCleanup }) => {
  const servers: RunningServer[] = [];
  const terminal = createPaper();
  onCleanup(async () => void (await Promise.all(servers.map((server) => server.stop()))));
  return {
    server: async (env: Readonly<Record<string, string>> = {}) => {
      const common = { NODE_ENV: 'development', PORT: '0', DATA_DIR: folder, LOG_LEVEL: 'debug' };
      const server = await startServer(parseConfig({ ...common, ...env }), terminal);
      servers.push(server);
      return server;
    },
    logged: () => readFileSync(join(folder, 'logs/app.log'), 'utf8'),
    printed: terminal.printed,
  };
});

describe('a start', () => {
  it('ends with the address at which the server answers', async ({ begin }) => {
    const { url } = await begin.server();
    expect(url).toMatch(/^http:\/\/localhost:\d+\/$/);
    expect(await call({ url }, readyz)).toMatchObject({ status: 200 });
  });

  it.for([
    [{ HOST: '::1' }, /^http:\/\/\[::1\]:\d+\/$/],
    [{ HOST: '0.0.0.0', ALLOW_OPEN_ACCESS: 'yes' }, /^http:\/\/localhost:\d+\/$/],
    [{ HOST: '::', ALLOW_OPEN_ACCESS: 'yes' }, /^http:\/\/localhost:\d+\/$/],
    [
      { PUBLIC_URL: 'https://chat.example.org', ALLOW_OPEN_ACCESS: 'yes' },
      /^https:\/\/chat\.example\.org\/$/,
    ],
  ] as const)('with %j names an address that a browser can open', async ([env, address], { begin }) => {
    expect((await begin.server(env)).url).toMatch(address);
  });

  it('tells the operator what they should know', async ({ folder, begin }) => {
    const server = await begin.server({
      ALLOW_OPEN_ACCESS: 'yes',
      GITHUB_REPOSITORY: 'acme/chat',
      GITHUB_TOKEN: 'ghp_canary',
    });
    await server.stop();
    const log = begin.logged();
    expect(log).toContain('the database was brought up to date');
    expect(log).toContain(`it is in ${join(folder, 'admin-token')}`);
    expect(log).toContain('whoever can reach this server can read and write');
    expect(log).not.toContain('ghp_canary');
  });

  it.for(['0.0.0.0', '127.0.0.1'])(
    'with accounts on %s prints the link for the owner, on the terminal alone',
    async (HOST, { begin }) => {
      const { url, stop } = await begin.server({ AUTH_MODE: 'accounts', HOST, ARCHIVE: 'off' });
      await vi.waitFor(() => expect(begin.printed()).toContain('/join#'));
      const lines = begin.printed().trimEnd().split('\n');
      expect(lines.at(-1)).toMatch(new RegExp(`^${url}join#[\\w-]{43}$`));
      expect(lines.at(-2)).toContain('within 24 hours');
      expect(new URL(url).hostname).toBe('localhost');
      await stop();
      expect(begin.logged()).not.toContain('join#');
    },
  );

  it.for(['debug', 'info', 'warn', 'silent'])(
    'says where it is once at level %s, and last',
    async (level, { begin }) => {
      const { url, stop } = await begin.server({ LOG_LEVEL: level, ARCHIVE: 'off' });
      await vi.waitFor(() => expect(begin.printed()).toContain(url));
      const lines = begin.printed().trimEnd().split('\n');
      expect(lines.filter((line) => line.includes(new URL(url).host))).toEqual([lines.at(-1)]);
      expect(lines.at(-1)).toContain(`BookChat is ready at ${url}`);
      expect(begin.printed()).not.toContain('"configuration"');
      await stop();
    },
  );

  it('warns where the admin token could be read by others', async ({ folder, begin }) => {
    writeFileSync(join(folder, 'admin-token'), `${'x'.repeat(32)}\n`, { mode: 0o644 });
    const server = await begin.server();
    await server.stop();
    expect(begin.logged()).toMatch(/"level":"warn".*could read the admin token in .*now they cannot/);
  });

  it('says nothing of a token that the operator set', async ({ folder, begin }) => {
    const server = await begin.server({ ADMIN_TOKEN: 'x'.repeat(32) });
    await server.stop();
    expect(begin.logged()).not.toContain('token');
    expect(existsSync(join(folder, 'admin-token'))).toBe(false);
  });

  it('finishes a restore that was interrupted, and says so', async ({ folder, begin }) => {
    await (await begin.server()).stop();
    const { epoch } = await makeIncoming(folder);
    const files = restoreFiles(join(folder, 'bookchat.db'));
    runSteps(stepsForward(files, planSwap(files, new Date())).slice(0, 4));
    const { url, stop } = await begin.server();
    expect((await call({ url }, listChanges)).body?.cursor).toBe(`${epoch}-0`);
    await stop();
    expect(begin.logged()).toMatch(
      /"level":"warn".*interrupted has been finished; what was there before is in replaced_/,
    );
  });

  it('that finds its port taken closes everything again', async ({ begin }) => {
    const other = createServer().listen(0, '127.0.0.1');
    await vi.waitFor(() => expect(other.listening).toBe(true));
    const { port } = other.address() as AddressInfo;
    await expect(begin.server({ PORT: String(port) })).rejects.toThrow('EADDRINUSE');
    other.close();
    expect(await begin.server()).toHaveProperty('url');
  });

  it('that finds its database damaged says so and listens to nothing', async ({ folder, begin }) => {
    writeFileSync(join(folder, 'bookchat.db'), 'Dear diary,\n'.repeat(100));
    await expect(begin.server()).rejects.toThrow('is damaged: it is not a SQLite database');
  });

  it.for([
    ['damaged', (file: string) => writeFileSync(file, 'Dear diary,\n'.repeat(100))],
    ['gone', (file: string) => rmSync(file)],
  ] as const)(
    'that finds its database %s names the command that restores the newest backup',
    async ([how, spoil], { folder, begin }) => {
      const server = await begin.server();
      const backup = (await call(server, makeBackup)).body;
      await server.stop();
      spoil(join(folder, 'bookchat.db'));
      const refusal = begin.server();
      await expect(refusal).rejects.toThrow(`npm run bookchat -- restore ${backup.id}\n`);
      await expect(refusal).rejects.toThrow(how === 'gone' ? 'is gone, though' : 'is damaged: ');
      rmSync(join(folder, 'backups'), { recursive: true });
      writeFileSync(join(folder, 'backups'), 'a file in the place of the folder');
      await expect(begin.server()).rejects.not.toThrow('npm run');
    },
  );
});
