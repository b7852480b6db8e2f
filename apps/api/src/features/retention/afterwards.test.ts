import { listMessages, restoreBackup, verifyArchive } from '@bookchat/shared';
import { describe, expect } from 'vitest';
import { ADMIN, git } from '../../../test/archive-test.ts';
import { call } from '../../../test/call.ts';
import { startGithubDouble } from '../../../test/github/start-github-double.ts';
import { hearAlarms } from '../../../test/hear-alarms.ts';
import { backUp, query } from '../../../test/restore.ts';
import { archive, it as base, DAY_MS, listLeft, look, retain, say } from '../../../test/retention-test.ts';
import { runTask } from '../../../test/run-task.ts';
import type { TestServer } from '../../../test/start-test-server.ts';
import { withGithub } from '../../../test/with-github.ts';

/** A server that has archived messages of some days, of which two are past their time. */
const it = base.extend('kept', async ({ start, folder }) => {
  const server = await start.server({ DATA_DIR: folder });
  await sayAll(server);
  return server;
});

async function sayAll(server: TestServer): Promise<void> {
  for (const [at, content] of [
    ['2026-10-01T10:00:00.000Z', 'first'],
    ['2026-10-01T11:00:00.000Z', 'second'],
    ['2026-10-05T10:00:00.000Z', 'third'],
    ['2026-11-18T10:00:00.000Z', 'fourth'],
  ] as const)
    await say(server, at, content);
  await archive(server);
}

async function expectSound(server: TestServer): Promise<void> {
  const { body } = await call(server, verifyArchive, { headers: ADMIN });
  expect(body.differences).toEqual([]);
}

describe('after messages have left', { timeout: 120_000 }, () => {
  it('the drills of backup and archive find nothing that differs', async ({ kept }) => {
    const alarms = hearAlarms(kept);
    await backUp(kept);
    await retain(kept);
    expect(await listLeft(kept)).toEqual(['fourth']);
    const run = await runTask(kept, 'restore_drill');
    expect(run, run.message).toMatchObject({ result: 'ok' });
    expect([...alarms.open.keys()].filter((cause) => /drill|differs/.test(cause))).toEqual([]);
  });

  it('a drill still finds a message that is gone for another reason', async ({ kept }) => {
    await backUp(kept);
    await retain(kept);
    query(kept.config.database, "delete from messages where content = 'fourth'");
    const run = await runTask(kept, 'restore_drill');
    expect(run).toMatchObject({ result: 'failed' });
    expect(run.message).toMatch(/Backup .* 1 row of it is not as in the database/);
    expect(run.message).toMatch(/The archive .* 1 message is not as in the database/);
  });

  it('a restored backup brings them back, and the next run takes them out again', async ({ kept }) => {
    const { id } = await backUp(kept);
    await retain(kept);
    await call(kept, restoreBackup, { params: { id }, headers: ADMIN });
    expect(await listLeft(kept)).toEqual(['first', 'second', 'third', 'fourth']);
    expect((await look(kept)).last_run).toMatchObject({ removed: 3 });
    await archive(kept);
    expect(await listLeft(kept)).toEqual(['first', 'second', 'third', 'fourth']);
    await retain(kept);
    expect(await listLeft(kept)).toEqual(['fourth']);
    await expectSound(kept);
  });

  it('a backup from after it does not get them back from the archive', async ({ kept, start, folder }) => {
    await retain(kept);
    const { id } = await backUp(kept);
    await say(kept, '2026-11-19T10:00:00.000Z', 'after the backup');
    await archive(kept);
    await call(kept, restoreBackup, { params: { id }, headers: ADMIN });
    await archive(kept);
    expect(await listLeft(kept)).toEqual(['fourth', 'after the backup']);
    await expectSound(kept);
    await kept.close();

    // As if the backup were from before anything was brought to this place: then all of it is taken in.
    query(kept.config.database, 'delete from archive_commits');
    query(kept.config.database, 'delete from archive_targets');
    query(kept.config.database, "insert into server_state values ('restored', 'replay')");
    const again = await start.server({ DATA_DIR: folder });
    const run = await archive(again);
    expect(run, run.message).toMatchObject({ result: 'ok' });
    expect((await listLeft(again)).toSorted()).toEqual(['after the backup', 'fourth']);
    await expectSound(again);
  });

  it('nothing is put together anew of what has left, where the branch does not hold it', async ({
    kept,
    start,
    folder,
  }) => {
    await say(kept, '2026-10-06T10:00:00.000Z', 'in a later commit');
    await archive(kept);
    await retain(kept);
    const [, second = ''] = git(kept, 'rev-list', '--reverse', 'main').split('\n');
    await kept.close();
    query(kept.config.database, 'delete from archive_commits');
    query(kept.config.database, 'delete from archive_targets');
    query(kept.config.database, "insert into server_state values ('restored', 'replay')");
    const before = query(kept.config.database, 'select path from archive_files');
    git(kept, 'update-ref', 'refs/heads/main', second);
    const again = await start.server({ DATA_DIR: folder });
    expect(await archive(again)).toMatchObject({
      result: 'failed',
      message: expect.stringMatching(/The archive lacks 1 file, rooms\/general\/2026\/10\/06\//),
    });
    expect(query(kept.config.database, 'select path from archive_files')).toEqual(before);
  });

  it('the whole history still moves to GitHub, hash for hash', async ({
    kept,
    start,
    folder,
    onTestFinished,
  }) => {
    await retain(kept);
    const head = git(kept, 'rev-parse', 'main');
    await kept.close();
    const double = await startGithubDouble({ empty: true });
    onTestFinished(() => double.close());
    const server = await start.server({ DATA_DIR: folder, ...withGithub(double) });
    await archive(server);
    const run = await archive(server);
    expect(run, run.message).toMatchObject({ result: 'ok' });
    expect(double.head()).toBe(head);
    await expectSound(server);
    const { messages } = (await call(server, listMessages)).body;
    expect(messages.map(({ content }) => content)).toEqual(['fourth']);
    expect(double.violations).toEqual([]);
  });

  it('an archive that nobody can make again is not moved, and says how it can be', async ({
    kept,
    start,
    folder,
    onTestFinished,
  }) => {
    await retain(kept);
    await kept.close();
    git(kept, 'update-ref', '-d', 'refs/heads/main');
    git(kept, 'reflog', 'expire', '--expire=now', '--all');
    git(kept, 'gc', '--prune=now', '--quiet');
    const double = await startGithubDouble({ empty: true });
    onTestFinished(() => double.close());
    const server = await start.server({ DATA_DIR: folder, ...withGithub(double) });
    await archive(server);
    const run = await archive(server);
    expect(run).toMatchObject({
      result: 'failed',
      message: expect.stringContaining('have left the database (retention)'),
    });
    expect(run.message).toContain('docs/operations/retention.md');
  });

  it('each day leaves at its time, and no earlier', async ({ kept, clock }) => {
    await retain(kept);
    clock.jump(27 * DAY_MS + 12 * 3_600_000 - 1); // the last millisecond of 17 December: 30 days after all but one of 17 November
    await retain(kept);
    expect(await listLeft(kept)).toEqual(['fourth']);
    clock.jump(DAY_MS);
    await retain(kept);
    expect(await listLeft(kept)).toEqual(['fourth']);
    clock.jump(1); // 30 days after the first moment of 19 November
    await retain(kept);
    expect(await listLeft(kept)).toEqual([]);
  });
});
