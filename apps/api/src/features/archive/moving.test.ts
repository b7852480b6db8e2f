import { listAlerts, listChanges, listMessages, verifyArchive } from '@bookchat/shared';
import { describe, expect, vi } from 'vitest';
import { ADMIN, it as archiveTest, git, readDetails } from '../../../test/archive-test.ts';
import { call } from '../../../test/call.ts';
import { faults } from '../../../test/github/faults/faults.ts';
import type { GithubDouble } from '../../../test/github/github-double.ts';
import { startGithubDouble } from '../../../test/github/start-github-double.ts';
import { post } from '../../../test/post.ts';
import { runTask } from '../../../test/run-task.ts';
import type { TestServer } from '../../../test/start-test-server.ts';
import { withGithub } from '../../../test/with-github.ts';

const MINUTE_MS = 60_000;

const it = archiveTest.extend('github', ({ task: _ }, { onCleanup }) => {
  const doubles: GithubDouble[] = [];
  onCleanup(async () => {
    await Promise.all(doubles.map((double) => double.close()));
    expect(doubles.flatMap(({ violations }) => violations)).toEqual([]);
  });
  return async (options: Parameters<typeof startGithubDouble>[0]) => {
    const double = await startGithubDouble(options);
    doubles.push(double);
    return double;
  };
});

describe('an archive that moves', () => {
  it('from this server to an empty repository keeps every hash', async ({ folder, start, github }) => {
    const local = await start.server({ DATA_DIR: folder });
    await writeSome(local);
    const before = await list(local);
    const localHead = git(local, 'rev-parse', 'main');
    await local.close();

    const double = await github({ empty: true });
    const server = await start.server({ DATA_DIR: folder, ...withGithub(double) });
    await announce(server, 'bookchat/archive');
    expect(double.head(), 'nothing is written before it was said').toBeNull();
    await runTask(server, 'archive');
    expect(double.head()).toBe(localHead);
    expect(await list(server)).toEqual(before);
    await expectSound(server);
  });

  it('stays where it is when the server is stopped after it was said that it will', async ({
    folder,
    start,
    github,
  }) => {
    const local = await start.server({ DATA_DIR: folder });
    await writeSome(local);
    await local.close();

    const double = await github({ empty: true });
    const server = await start.server({ DATA_DIR: folder, ...withGithub(double) });
    await announce(server, 'bookchat/archive');
    await server.close();
    expect(double.head()).toBeNull();
  });

  it('to a repository with a history names the commits of before', async ({ folder, start, github }) => {
    const local = await start.server({ DATA_DIR: folder });
    await writeSome(local);
    const before = await list(local);
    await local.close();

    const double = await github({});
    const server = await start.server({ DATA_DIR: folder, ...withGithub(double) });
    await announce(server, 'bookchat/archive');
    await runTask(server, 'archive');
    const after = await list(server);
    for (const [index, message] of after.entries()) {
      const old = before[index]?.git_commit_hash ?? '';
      expect(message.git_commit_hash).not.toBe(old);
      const text = await double.git('show', '--no-patch', '--format=%B', message.git_commit_hash ?? '');
      expect(text).toContain(`BookChat-First-Commit: ${old}`);
      expect(git(server, 'cat-file', '-t', old), 'and it is still where it was').toBe('commit');
    }
    await expectSound(server);
  });

  it('from one repository to another, and shows how far it is', async ({ folder, start, github }) => {
    const first = await github({ empty: true });
    const one = await start.server({ DATA_DIR: folder, ...withGithub(first) });
    await writeSome(one);
    const before = await list(one);
    await one.close();

    const second = await github({ empty: true });
    const server = await start.server({ DATA_DIR: folder, ...withGithub(second), GITHUB_BRANCH: 'chat' });
    await announce(server, 'bookchat/archive');
    const { archive } = (await call(server, listChanges)).body ?? {};
    expect(archive).toMatchObject({
      publishing: { done: 0, total: 3 },
      backlog: 3,
      place: { commit_url: null },
    });
    await runTask(server, 'archive');
    expect(await list(server)).toEqual(before);
    expect(await second.git('rev-parse', 'refs/heads/chat')).toBe(
      await first.git('rev-parse', 'refs/heads/main'),
    );
    const { archive: later } = (await call(server, listChanges)).body ?? {};
    expect(later).toMatchObject({ publishing: null, backlog: 0 });
    expect(later?.place?.commit_url).toContain('/commit/{hash}');
  });

  it('goes to a public repository only when there was time to stop it', async ({
    folder,
    start,
    github,
    clock,
  }) => {
    const local = await start.server({ DATA_DIR: folder });
    await writeSome(local);
    await local.close();

    const double = await github({ empty: true });
    double.setPrivate(false);
    const server = await start.server({ DATA_DIR: folder, ...withGithub(double) });
    expect((await runTask(server, 'archive')).message).toMatch(/from \d{4}-\d\d-\d\d \d\d:\d\d UTC on\.$/);
    clock.jump(59 * MINUTE_MS);
    expect((await runTask(server, 'archive')).message).toContain('will be brought');
    expect(double.head()).toBeNull();
    clock.jump(MINUTE_MS);
    expect(await runTask(server, 'archive')).toMatchObject({ result: 'ok' });
    expect(double.files().size).toBeGreaterThan(0);
  });

  it('is announced as well where nothing was archived before', async ({ folder, start, github, clock }) => {
    const off = await start.server({ DATA_DIR: folder, ARCHIVE: 'off' });
    await post(off, { content: 'one' });
    await off.close();
    clock.jump(24 * 60 * MINUTE_MS);

    const double = await github({ empty: true });
    const server = await start.server({ DATA_DIR: folder, ...withGithub(double) });
    await announce(server, 'bookchat/archive');
    expect(double.head()).toBeNull();
    await runTask(server, 'archive');
    expect(double.head()).not.toBeNull();
  });

  it('is behind when nothing arrives any more, and not for the age of what it brings', async ({
    folder,
    start,
    github,
    clock,
  }) => {
    const local = await start.server({ DATA_DIR: folder });
    await writeSome(local);
    await local.close();
    clock.jump(24 * 60 * MINUTE_MS);

    const double = await github({ empty: true });
    const server = await start.server({ DATA_DIR: folder, ...withGithub(double) });
    const begin = new Date(clock.now()).toISOString();
    await announce(server, 'bookchat/archive');
    double.fail('createTree', faults.rateLimited, 2);
    expect(await runTask(server, 'archive')).toMatchObject({ result: 'failed' });
    expect((await readDetails(server)).oldest_waiting_at).toBe(begin);
    expect(await titles(server)).not.toContain('The archive in bookchat/archive is behind');

    clock.jump(16 * MINUTE_MS);
    await runTask(server, 'archive');
    await vi.waitFor(
      async () => expect(await titles(server)).toContain('The archive in bookchat/archive is behind'),
      { timeout: 10_000, interval: 50 },
    );
  });

  it('never goes on in the archive of another conversation', async ({ start, github }) => {
    const double = await github({ empty: true });
    const other = await start.server(withGithub(double));
    await writeSome(other);
    await other.close();
    const head = double.head();
    const server = await start.server(withGithub(double));
    await post(server, { content: 'mine' });
    expect(await runTask(server, 'archive')).toMatchObject({
      result: 'failed',
      message: expect.stringContaining('another conversation'),
    });
    expect(double.head()).toBe(head);
    expect(await readDetails(server)).toMatchObject({ state: 'failing' });
  });
});

async function writeSome(server: TestServer): Promise<void> {
  await post(server, { content: 'one' }, { content: 'two' });
  await runTask(server, 'archive');
  await post(server, { content: 'three' });
  await runTask(server, 'archive');
}

async function announce(server: TestServer, name: string): Promise<void> {
  expect(await runTask(server, 'archive')).toMatchObject({
    message: expect.stringContaining('from the next pass on'),
  });
  const told = async () =>
    expect(await titles(server)).toContain(`The whole history will be brought to ${name}`);
  await vi.waitFor(told, { timeout: 10_000, interval: 50 });
}

async function titles(server: TestServer): Promise<string[]> {
  const { alerts } = (await call(server, listAlerts, { headers: ADMIN })).body;
  return alerts.map(({ title }) => title);
}

async function list(server: TestServer) {
  return (await call(server, listMessages, { query: { limit: 100 } })).body.messages;
}

async function expectSound(server: TestServer): Promise<void> {
  const { body } = await call(server, verifyArchive, { headers: ADMIN });
  expect(body).toMatchObject({ same: true, differences: [] });
}
