import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { listMessages } from '@bookchat/shared';
import { describe, expect } from 'vitest';
import { it as base } from '../archive-test.ts';
import { call } from '../call.ts';
import { faults } from '../github/faults/faults.ts';
import { startGithubDouble } from '../github/start-github-double.ts';
import { makeOldDatabase } from '../make-old-database.ts';
import { post } from '../post.ts';
import { query } from '../restore.ts';
import { runTask } from '../run-task.ts';
import { beginProcess, runProcess } from '../start-process.ts';

const ENTRY = join(import.meta.dirname, '../../src/cli.ts');
const EVERY_MIGRATION = Number.POSITIVE_INFINITY;
const TOKEN = 'ghp_ofTests';

/** Runs commands beside a server of this process; `onGithub` holds the settings of an archive there. */
const it = base
  .extend(
    'bookchat',
    ({ folder: dataDir }) =>
      (args: readonly string[], env: Readonly<Record<string, string>> = {}) =>
        runProcess({ dataDir, entry: ENTRY, args, env }),
  )
  .extend('github', async ({ task: _ }, { onCleanup }) => {
    const github = await startGithubDouble({ token: TOKEN });
    onCleanup(async () => {
      await github.close();
      expect(github.violations).toEqual([]);
    });
    return github;
  })
  .extend('onGithub', ({ github }) => ({
    GITHUB_API_URL: github.url,
    GITHUB_REPOSITORY: new URL(github.cloneUrl).pathname.slice(1, -'.git'.length),
    GITHUB_TOKEN: TOKEN,
    GITHUB_WRITE_PAUSE_MS: '0',
  }));

describe('bookchat archive', () => {
  it.for([
    [['archive']],
    [['archive', 'fly']],
    [['archive', 'verify', 'now']],
    [['archive', 'verify', '--now']],
  ] as const)('%j is told how it is written', async ([args], { bookchat }) => {
    const { code, stdout, stderr } = await bookchat(args);
    expect({ code, stdout }).toEqual({ code: 64, stdout: '' });
    expect(stderr).toMatch(/^Usage: bookchat archive verify\n/);
  });

  it('is in the list of all commands', async ({ bookchat }) => {
    const { code, stdout } = await bookchat(['help']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/\n {2}archive verify {2,}Compare .*\n/);
    expect(stdout).toMatch(/\n {2}doctor {2,}Look .*\n/);
  });
});

describe('bookchat archive verify', () => {
  it('works beside a server that goes on writing', async ({ start, folder, bookchat }) => {
    const server = await start.server({ DATA_DIR: folder });
    await post(server, { content: 'the tide' });
    await runTask(server, 'archive');
    const verifying = bookchat(['archive', 'verify']);
    for (const content of ['is out', 'at six']) {
      await post(server, { content });
      await runTask(server, 'archive');
    }
    expect(await verifying).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^\d files with \d events? of the archive are as the database has them/),
      stderr: expect.stringContaining('Making the archive anew …\nComparing with what is there …\n'),
    });
  });

  it('names what differs in the repository on GitHub', async ({
    start,
    folder,
    bookchat,
    github,
    onGithub,
  }) => {
    const server = await start.server({ DATA_DIR: folder, ...onGithub });
    await post(server, { content: 'the tide' });
    await runTask(server, 'archive');
    const [segment = ''] = [...github.files().keys()].filter((path) => path.startsWith('rooms/'));
    github.pushCommit({ [segment]: 'Something else.\n', 'rooms/general/stray\u001b[2J.txt': 'x' });
    const { code, stdout } = await bookchat(['archive', 'verify'], onGithub);
    expect(code).toBe(1);
    expect(stdout).toContain(`\n${segment}: It holds something else than was written there.\n`);
    expect(stdout).toContain('\nrooms/general/stray [2J.txt: It is not from this server.\n');
    expect(stdout).not.toContain('\u001b');
  });

  it.for([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('ends at %s', async ([signal, code], { folder: dataDir, github, onGithub }) => {
    await makeOldDatabase(dataDir, EVERY_MIGRATION);
    github.fail('any', faults.silence);
    const { kill, ended } = beginProcess({
      dataDir,
      entry: ENTRY,
      args: ['archive', 'verify'],
      env: onGithub,
    });
    await expect.poll(() => github.requests.length, { timeout: 10_000 }).toBeGreaterThan(0);
    kill(signal);
    expect(await ended).toMatchObject({
      code,
      stdout: '',
      stderr: expect.stringMatching(/Interrupted\. Nothing was changed\.\n$/),
    });
  });
});

describe('bookchat doctor', () => {
  it('finds well a server that runs, and whose archive is on GitHub', async ({
    start,
    folder,
    bookchat,
    github,
    onGithub,
  }) => {
    const server = await start.server({ DATA_DIR: folder, ...onGithub });
    await post(server, { content: 'the tide' });
    await runTask(server, 'archive');
    const before = github.requests.length;
    const { code, stdout } = await bookchat(['doctor'], onGithub);
    expect(stdout.split('\n').filter((line) => !line.startsWith('✓'))).toEqual([
      expect.stringMatching(/^! Backups: There is no verified backup in /),
      expect.stringContaining('bookchat backup'),
      'It works; 1 thing deserves a look (!).',
      '',
    ]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/\n✓ GitHub: .* reachable, push allowed, branch main exists, private\.\n/);
    expect(stdout).toContain('\n✓ Clock: It goes by the same time as the clock of GitHub.\n');
    expect(github.requests.slice(before).every(({ method }) => method === 'GET')).toBe(true);
    expect((await call(server, listMessages)).body.messages).toHaveLength(1);
  });

  it('says of each thing that is broken what to do, and never the token', async ({
    folder: dataDir,
    bookchat,
    github,
    onGithub,
  }) => {
    await makeOldDatabase(dataDir, EVERY_MIGRATION);
    query(join(dataDir, 'bookchat.db'), "update messages set created_at = '2199-01-01T00:00:00.000Z'");
    github.setPrivate(false);
    github.setTokenExpiry(Date.now() + 100 * 3_600_000);
    const relay = await startRelay(github.url, (headers) => ({
      ...headers,
      date: new Date(Date.now() - 3_630_000).toUTCString(),
      'x-oauth-scopes': 'repo, admin:org',
    }));
    const env = { ...onGithub, GITHUB_API_URL: relay.url, BACKUP_COPY_DIR: join(dataDir, 'share') };
    const { code, stdout, stderr } = await bookchat(['doctor'], env);
    relay.close();
    expect(code).toBe(1);
    for (const line of [
      /^! Backups: There is no verified backup in /,
      /^! Backups: The folder of their copies, .* is not there\.$/,
      /^! GitHub: Everybody can read /,
      /^! GitHub: The token expires in 4 days, at /,
      /^! GitHub: The token may do more than it needs: repo, admin:org\.$/,
      /^✗ Clock: It is 60 minutes ahead of the clock of GitHub\.$/,
      /^! Clock: The newest message is from 2199-01-01T00:00:00\.000Z, /,
      /^1 thing does not work \(✗\), and \d things deserve a look \(!\)\.$/,
    ])
      expect(stdout.split('\n')).toContainEqual(expect.stringMatching(line));
    expect(stdout + stderr).not.toContain(TOKEN);
  });

  it('ends at SIGINT', async ({ folder: dataDir, github, onGithub }) => {
    await makeOldDatabase(dataDir, EVERY_MIGRATION);
    github.fail('any', faults.silence);
    const { kill, ended } = beginProcess({ dataDir, entry: ENTRY, args: ['doctor'], env: onGithub });
    await expect.poll(() => github.requests.length, { timeout: 10_000 }).toBeGreaterThan(0);
    kill('SIGINT');
    expect(await ended).toMatchObject({ code: 130, stdout: expect.stringContaining('✓ Git: ') });
  });
});

/** Stands before a server, and changes what its answers say besides. */
async function startRelay(
  to: string,
  change: (headers: Record<string, string>) => Record<string, string>,
): Promise<{ readonly url: string; close(): void }> {
  const server = createServer(({ url = '', headers }, response) => {
    const { authorization = '' } = headers;
    void fetch(to + url, { headers: { authorization, accept: 'application/vnd.github+json' } }).then(
      async (answer) => {
        response.writeHead(answer.status, change(Object.fromEntries(answer.headers)));
        response.end(await answer.text());
      },
    );
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, close: () => void server.close() };
}
