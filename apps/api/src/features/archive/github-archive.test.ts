import { listAlerts, listChanges, listMessages, verifyArchive } from '@bookchat/shared';
import { describe, expect, vi } from 'vitest';
import { ADMIN, it as archiveTest, readDetails } from '../../../test/archive-test.ts';
import { call } from '../../../test/call.ts';
import { startGithubDouble } from '../../../test/github/start-github-double.ts';
import { post } from '../../../test/post.ts';
import { runTask } from '../../../test/run-task.ts';
import { withGithub } from '../../../test/with-github.ts';

const it = archiveTest
  .extend('github', async ({ task }, { onCleanup }) => {
    const github = await startGithubDouble({ empty: task.name.includes('empty') });
    onCleanup(async () => {
      await github.close();
      expect(github.violations).toEqual([]);
    });
    return github;
  })
  .extend('env', ({ github }) => withGithub(github));

describe('an archive on GitHub', () => {
  it('begins in an empty repository', async ({ server, github }) => {
    const [said] = await post(server, { author: 'alice', content: 'hello' });
    expect(await runTask(server, 'archive')).toMatchObject({ result: 'ok' });
    const { messages } = (await call(server, listMessages)).body;
    expect(messages).toEqual([{ ...said, git_commit_hash: github.head(), synced: true }]);
    expect([...github.files().keys()].sort()).toEqual([
      'README.md',
      'manifest.json',
      expect.stringMatching(/^rooms\/general\//),
    ]);
    expect(await github.git('rev-list', '--count', 'HEAD')).toBe('2\n');
    expect(await github.git('fsck', '--strict', '--no-dangling')).toBe('');
  });

  it('leaves alone what is in the repository already', async ({ server, github }) => {
    const before = new Map(github.files());
    await post(server, { author: 'alice', content: 'hello' });
    await runTask(server, 'archive');
    const after = github.files();
    for (const [path, content] of before) expect(after.get(path)).toBe(content);
    expect(after.size).toBeGreaterThan(before.size);
  });

  it('costs three requests that write for each batch', async ({ server, github }) => {
    await post(server, { content: 'first' });
    await runTask(server, 'archive');
    const before = github.requests.length;
    await Promise.all(
      Array.from({ length: 900 }, (_, number) => post(server, { content: `message ${number}` })),
    );
    await runTask(server, 'archive');
    const requests = github.requests.slice(before);
    expect(requests.filter(({ method }) => method !== 'GET').map(({ operation }) => operation)).toEqual([
      'createTree',
      'createCommit',
      'updateRef',
    ]);
    expect(requests.length).toBeLessThan(12);
  });

  it('is verified in a handful of requests', async ({ server }) => {
    await post(server, { content: 'hello' });
    await runTask(server, 'archive');
    const { body } = await call(server, verifyArchive, { headers: ADMIN });
    expect(body).toMatchObject({ same: true, differing: 0 });
    expect(body?.requests).toBeLessThanOrEqual(6);
    expect(await readDetails(server)).toMatchObject({
      state: 'idle',
      quota: { limit: 5000 },
      place: { kind: 'github' },
    });
  });

  it('warns soon where the repository becomes public, though nothing is written', async ({
    server,
    github,
    clock,
  }) => {
    await vi.waitFor(async () => expect(await readDetails(server)).toMatchObject({ is_public: false }));
    github.setPrivate(false);
    await clock.pass(2 * 60_000);
    await vi.waitFor(async () => expect(await readDetails(server)).toMatchObject({ is_public: true }));
    await vi.waitFor(
      async () => {
        const { alerts } = (await call(server, listAlerts, { headers: ADMIN })).body;
        expect(alerts.map(({ title }) => title)).toContain('Everybody can read bookchat/archive');
      },
      { timeout: 10_000, interval: 50 },
    );
  });

  it('tells pages where the commits are', async ({ server, github }) => {
    const { body } = await call(server, listChanges);
    expect(body?.archive.place).toEqual({
      kind: 'github',
      name: new URL(github.cloneUrl).pathname.slice(1, -4),
      url: github.cloneUrl.slice(0, -4),
      commit_url: `${github.cloneUrl.slice(0, -4)}/commit/{hash}`,
    });
  });

  it('goes on upon what others have put there', async ({ server, github }) => {
    await post(server, { content: 'first' });
    await runTask(server, 'archive');
    const theirs = github.pushCommit({ 'notes.txt': 'Ours to keep.\n' });
    await post(server, { content: 'second' });
    expect(await runTask(server, 'archive')).toMatchObject({ result: 'ok' });
    expect(github.files().get('notes.txt')).toBe('Ours to keep.\n');
    expect(await github.git('rev-parse', 'HEAD^')).toBe(`${theirs}\n`);
    expect((await call(server, verifyArchive, { headers: ADMIN })).body).toMatchObject({ same: true });
  });

  it('stops where history was rewritten, and never forces', async ({ server, github }) => {
    await post(server, { content: 'first' });
    await runTask(server, 'archive');
    const theirs = github.forcePush();
    await post(server, { content: 'second' });
    expect(await runTask(server, 'archive')).toMatchObject({
      result: 'failed',
      message: expect.stringContaining('does not come after'),
    });
    expect(github.head()).toBe(theirs);
    expect(await readDetails(server)).toMatchObject({ state: 'failing', backlog: 1 });
    await vi.waitFor(async () =>
      expect((await call(server, listChanges)).body?.archive.problem).toContain('rewritten'),
    );
  });
});
