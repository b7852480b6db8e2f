import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { verifyArchive } from '@bookchat/shared';
import { describe, expect } from 'vitest';
import { makeArchive } from '../../../../test/archive/make-archive.ts';
import { it as base, rowsOf } from '../../../../test/archive/restore-test.ts';
import { ADMIN, gitIn } from '../../../../test/archive-test.ts';
import { call } from '../../../../test/call.ts';
import type { GithubDouble } from '../../../../test/github/github-double.ts';
import { startGithubDouble } from '../../../../test/github/start-github-double.ts';
import { post } from '../../../../test/post.ts';
import { runTask } from '../../../../test/run-task.ts';

const TOKEN = 'ghp_ofTests';

/** A server that has archived on GitHub, and been stopped. */
const it = base
  .extend('github', async ({ task: _ }, { onCleanup }) => {
    const github = await startGithubDouble({ token: TOKEN });
    onCleanup(async () => {
      await github.close();
      expect(github.violations).toEqual([]);
    });
    return github;
  })
  .extend('env', ({ github }) => withGithub(github))
  .extend('old', async ({ start, folder }) => {
    const dataDir = join(folder, 'old');
    const server = await start.server({ DATA_DIR: dataDir });
    await post(server, { author: 'alice', content: 'hello' }, { author: 'bob', content: 'hi' });
    await runTask(server, 'archive');
    await post(server, { author: 'carol', content: 'the tide is out' });
    await runTask(server, 'archive');
    await server.close();
    return { dataDir, messages: rowsOf(dataDir, 'messages') };
  });

function withGithub(github: GithubDouble): Readonly<Record<string, string>> {
  return {
    ARCHIVE: 'on',
    GITHUB_API_URL: github.url,
    GITHUB_REPOSITORY: new URL(github.cloneUrl).pathname.slice(1, -'.git'.length),
    GITHUB_BRANCH: github.branch,
    GITHUB_TOKEN: TOKEN,
    GITHUB_WRITE_PAUSE_MS: '0',
  };
}

describe('a restore from GitHub', { timeout: 60_000 }, () => {
  it('needs nothing but the settings, and goes on there', async ({ old, restore, env, github, start }) => {
    const { dataDir } = await restore({ env });
    expect(rowsOf(dataDir, 'messages')).toEqual(old.messages);
    const theirs = github.pushCommit({ 'notes.txt': 'Ours to keep.\n' });
    const server = await start.server({ DATA_DIR: dataDir });
    await post(server, { content: 'after the restore' });
    expect(await runTask(server, 'archive')).toMatchObject({ result: 'ok' });
    expect(await github.git('rev-parse', 'HEAD^')).toBe(`${theirs}\n`);
    expect(await github.git('fsck', '--strict', '--no-dangling')).toBe('');
    const { body } = await call(server, verifyArchive, { headers: ADMIN });
    expect(body).toMatchObject({ same: true, differences: [] });
  });

  it('knows its own repository by its address', async ({ old, restore, env, github }) => {
    const { dataDir } = await restore({ env, from: github.cloneUrl.replace(/\.git$/, '/') });
    expect(rowsOf(dataDir, 'messages')).toEqual(old.messages);
    expect(rowsOf(dataDir, 'archive_targets')).toMatchObject([
      { name: expect.stringMatching(/^github:/), head: github.head() },
    ]);
  });

  it('says what to do where the token is wrong', async ({ old, restore, env }) => {
    expect(old.messages).toHaveLength(3);
    const refused = restore({ env: { ...env, GITHUB_TOKEN: 'ghp_wrong' } });
    await expect(refused).rejects.toThrow(/Check .*token/);
    await expect(refused).rejects.not.toThrow('ghp_wrong');
  });

  it('takes a copy of it on this machine, from which it is brought to GitHub', async ({
    old,
    restore,
    github,
    start,
  }) => {
    const { dataDir } = await restore({ from: github.gitDir });
    expect(rowsOf(dataDir, 'messages')).toEqual(old.messages);
    const elsewhere = await startGithubDouble({ token: TOKEN, empty: true });
    try {
      const server = await start.server({ ...withGithub(elsewhere), DATA_DIR: dataDir });
      for (let passes = 0; passes < 2; passes += 1)
        expect(await runTask(server, 'archive')).toMatchObject({ result: 'ok' });
      expect(elsewhere.files().size).toBeGreaterThan(2);
      const { body } = await call(server, verifyArchive, { headers: ADMIN });
      expect(body).toMatchObject({ same: true, differences: [] });
    } finally {
      await elsewhere.close();
    }
  });

  it('knows a copy of its own repository, and goes on there', async ({
    old,
    restore,
    env,
    github,
    start,
  }) => {
    const { dataDir } = await restore({ env, from: github.gitDir });
    expect(rowsOf(dataDir, 'messages')).toEqual(old.messages);
    expect(existsSync(join(dataDir, 'archive.git'))).toBe(false);
    const server = await start.server({ DATA_DIR: dataDir });
    await post(server, { content: 'after the restore' });
    expect(await runTask(server, 'archive')).toMatchObject({ result: 'ok' });
    expect(await github.git('rev-list', '--count', 'HEAD')).toMatch(/^\d+\n$/);
  });

  it('keeps another archive apart from the one that stands beside the database', async ({
    restore,
    env,
    folder,
  }) => {
    const [theirs, ours] = [join(folder, 'theirs.git'), join(folder, 'restored/archive.git')];
    await makeArchive(theirs, { commits: 2, eventsPerCommit: 3, rooms: ['general'] });
    await makeArchive(ours, { commits: 1, eventsPerCommit: 1 });
    const before = gitIn(ours, 'rev-parse', 'main');
    const { dataDir, summary } = await restore({ env, from: theirs });
    expect(summary).toMatchObject({ messages: 6, refused: 0 });
    expect(rowsOf(dataDir, 'archive_targets')).toMatchObject([{ name: `from:${theirs}` }]);
    expect(gitIn(ours, 'rev-parse', 'main')).toBe(before);
  });

  it('refuses a copy of it that is behind', async ({ old, restore, env, github, folder }) => {
    expect(old.messages).toHaveLength(3);
    const behind = join(folder, 'behind.git');
    gitIn(github.gitDir, 'clone', '--quiet', '--bare', github.gitDir, behind);
    gitIn(behind, 'update-ref', `refs/heads/${github.branch}`, `${github.branch}~1`);
    await expect(restore({ env, from: behind })).rejects.toThrow('more of it than this copy');
  });
});

describe('the token', () => {
  const onAnyHost = base.extend('host', async ({ task: _ }, { onCleanup }) => {
    const seen: (string | undefined)[] = [];
    const server = createServer((request, response) => {
      seen.push(request.headers.authorization);
      response.writeHead(404).end();
    });
    server.listen(0);
    await once(server, 'listening');
    onCleanup(() => void server.close());
    return { seen, port: (server.address() as AddressInfo).port };
  });

  onAnyHost('goes to other repositories on GitHub, and to no other host', async ({ host, restore }) => {
    const env = { GITHUB_API_URL: `http://127.0.0.1:${host.port}`, GITHUB_TOKEN: TOKEN };
    const from = (name: string) => restore({ env, from: `http://${name}:${host.port}/acme/elsewhere.git` });
    await expect(from('127.0.0.1')).rejects.toThrow('There is no repository at that address');
    const basic = Buffer.from(`x-access-token:${TOKEN}`).toString('base64');
    expect(host.seen).toEqual([`basic ${basic}`]);
    await expect(from('localhost')).rejects.toThrow('There is no repository at that address');
    expect(host.seen.slice(1)).toEqual([undefined]);
  });
});
