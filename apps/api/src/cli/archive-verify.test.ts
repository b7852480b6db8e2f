import { existsSync, renameSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished } from 'vitest';
import { it } from '../../test/command-test.ts';
import { startGithubDouble } from '../../test/github/start-github-double.ts';
import { post } from '../../test/post.ts';
import { query } from '../../test/restore.ts';
import { runTask } from '../../test/run-task.ts';

describe('bookchat archive verify', () => {
  it('says what was compared, and what is not archived yet', async ({ start, folder, bookchat }) => {
    const server = await start.server({ DATA_DIR: folder });
    await post(server, { content: 'one' }, { content: 'two' });
    await runTask(server, 'archive');
    await post(server, { content: 'three' });
    expect(await bookchat('archive verify')).toEqual({
      exitCode: 0,
      stdout: expect.stringMatching(
        /^3 files with 2 events of the archive are as the database has them .*\n1 event is not archived yet, and not compared\.\n$/,
      ),
      stderr: 'Making the archive anew …\nComparing with what is there …\n',
    });
  });

  it('names each difference, and ends with 1', async ({ start, folder, bookchat }) => {
    const server = await start.server({ DATA_DIR: folder });
    const [said] = await post(server, { content: 'one' });
    await runTask(server, 'archive');
    query(server.config.database, "update messages set content = 'another'");
    const { exitCode, stdout } = await bookchat('archive verify');
    expect(exitCode).toBe(1);
    expect(stdout.split('\n').slice(0, -1)).toEqual([
      expect.stringContaining('The archive differs from the database.'),
      expect.stringMatching(
        new RegExp(
          `^rooms/general/.*/${said?.id}\\.jsonl: The database holds something else than was archived\\.$`,
        ),
      ),
    ]);
  });

  it('takes a commit that has just arrived for what it is', async ({ start, folder, bookchat }) => {
    const server = await start.server({ DATA_DIR: folder });
    await post(server, { content: 'one' });
    await runTask(server, 'archive');
    const batch = query(server.config.database, 'select max(batch) from archive_commits')[0];
    const [head] = query(
      server.config.database,
      `select commit_hash from archive_commits where batch = ${Number(batch) - 1}`,
    );
    query(server.config.database, `update archive_commits set state = 'commit' where batch = ${batch}`);
    query(server.config.database, `update archive_targets set head = '${head}'`);
    expect(await bookchat('archive verify')).toMatchObject({
      exitCode: 0,
      stdout: expect.stringContaining('1 event '),
    });
  });

  it('neither tidies an archive up that a server may be writing, nor makes one that is gone', async ({
    start,
    folder,
    bookchat,
  }) => {
    const server = await start.server({ DATA_DIR: folder });
    await post(server, { content: 'one' });
    await runTask(server, 'archive');
    await server.close();
    const archive = join(folder, 'archive.git');
    const lock = join(archive, 'refs/heads/main.lock');
    writeFileSync(lock, '');
    utimesSync(lock, 0, 0);
    expect(await bookchat('archive verify')).toMatchObject({ exitCode: 0 });
    expect(existsSync(lock)).toBe(true);
    renameSync(archive, `${archive}-elsewhere`);
    expect(await bookchat('archive verify')).toMatchObject({
      exitCode: 1,
      stdout: expect.stringContaining('\n.: The branch is gone.\n'),
    });
    expect(existsSync(archive)).toBe(false);
  });

  it('ends with 2 where GitHub cannot be asked, or not now', async ({ start, folder, bookchat }) => {
    const github = await startGithubDouble();
    onTestFinished(() => github.close());
    const env = {
      GITHUB_API_URL: github.url,
      GITHUB_REPOSITORY: new URL(github.cloneUrl).pathname.slice(1, -'.git'.length),
      GITHUB_TOKEN: github.token ?? '',
      GITHUB_WRITE_PAUSE_MS: '0',
    };
    const server = await start.server({ DATA_DIR: folder, ...env });
    await post(server, { content: 'one' });
    await runTask(server, 'archive');
    await server.close();
    expect(await bookchat('archive verify', env)).toMatchObject({ exitCode: 0, stderr: expect.any(String) });
    github.expireToken();
    const refused = await bookchat('archive verify', env);
    expect(refused).toMatchObject({
      exitCode: 2,
      stdout: '',
      stderr: expect.stringContaining('does not take the token'),
    });
    expect(refused.stderr).not.toContain(env.GITHUB_TOKEN);
    query(server.config.database, "update archive_conditions set blocked_until = '2199-01-01T00:00:00.000Z'");
    const before = github.requests.length;
    expect(await bookchat('archive verify', env)).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('until 2199-01-01T00:00:00.000Z. Try again after that.'),
    });
    expect(github.requests).toHaveLength(before);
  });

  it.for([
    [{}, 2, 'There is no database at'],
    [{ DATABASE_URL: ':memory:' }, 2, 'only the server can read'],
    [{ ARCHIVE: 'off' }, 2, 'ARCHIVE says off'],
    [{ ARCHIVE: 'perhaps' }, 78, 'ARCHIVE must be'],
  ] as const)('with %j and no database ends with %i', async ([env, exitCode, sentence], { bookchat }) => {
    expect(await bookchat('archive verify', env)).toMatchObject({
      exitCode,
      stdout: '',
      stderr: expect.stringContaining(sentence),
    });
  });

  it('ends in order when it is interrupted', async ({ start, folder, bookchat }) => {
    const server = await start.server({ DATA_DIR: folder });
    await post(server, { content: 'one' });
    await runTask(server, 'archive');
    const verifying = bookchat('archive verify');
    await expect.poll(() => process.listenerCount('SIGTERM'), { interval: 1 }).toBeGreaterThan(0);
    process.emit('SIGTERM', 'SIGTERM');
    expect(await verifying).toMatchObject({ exitCode: 143, stdout: '' });
  });
});
