import { describe, expect } from 'vitest';
import { it as archiveTest, readDetails } from '../../../test/archive-test.ts';
import { faults } from '../../../test/github/faults/faults.ts';
import type { GithubDouble } from '../../../test/github/github-double.ts';
import { startGithubDouble } from '../../../test/github/start-github-double.ts';
import { post } from '../../../test/post.ts';
import { runTask } from '../../../test/run-task.ts';
import { withGithub } from '../../../test/with-github.ts';

const HOUR_MS = 3_600_000;
const FAILURES = 4;

const it = archiveTest.extend('github', async ({ task: _ }, { onCleanup }) => {
  const github = await startGithubDouble({ empty: true });
  onCleanup(() => github.close());
  return github;
});

describe('what GitHub takes within an hour', () => {
  it('holds over a restart while old history is published, also for what failed', async ({
    folder,
    start,
    github,
    clock,
  }) => {
    const local = await start.server({ DATA_DIR: folder });
    for (const content of ['one', 'two', 'three', 'four']) {
      await post(local, { content });
      await runTask(local, 'archive');
    }
    await local.close();
    clock.jump(2 * HOUR_MS);

    const env = { DATA_DIR: folder, ...withGithub(github), GITHUB_WRITES_PER_HOUR: '9' };
    const first = await start.server(env);
    await runTask(first, 'archive'); // says what will be
    github.fail('createTree', faults.forbidden, FAILURES);
    for (let tries = 0; tries < FAILURES; tries += 1)
      expect(await runTask(first, 'archive')).toMatchObject({ result: 'failed' });
    await first.close();
    expect(countWrites(github)).toBe(FAILURES + 1);

    const second = await start.server(env);
    expect((await runTask(second, 'archive')).message).toBe(
      '1 event archived in 1 commit. More waits until GitHub’s limits allow it.',
    );
    expect(countWrites(github)).toBe(FAILURES + 4);
    expect(await readDetails(second)).toMatchObject({ publishing: { done: 1, total: 4 }, backlog: 3 });
  });
});

function countWrites({ requests }: GithubDouble): number {
  return requests.filter(({ method }) => method !== 'GET').length;
}
