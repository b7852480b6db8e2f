import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { restoreBackup } from '@bookchat/shared';
import { describe, expect } from 'vitest';
import { ADMIN, it as base, git } from '../../../../../test/archive-test.ts';
import { call } from '../../../../../test/call.ts';
import { hearAlarms } from '../../../../../test/hear-alarms.ts';
import { post } from '../../../../../test/post.ts';
import { backUp, query } from '../../../../../test/restore.ts';
import { runTask } from '../../../../../test/run-task.ts';
import type { TestServer } from '../../../../../test/start-test-server.ts';

/** A server that has archived some messages, and has one that waits. */
const it = base
  .extend('env', { ARCHIVE: 'on', RATE_LIMIT_MAX_ADMIN: '100000' })
  .extend('archived', async ({ server }) => {
    const said = await post(server, { author: 'alice', content: 'one' }, { author: 'bob', content: 'two' });
    await runTask(server, 'archive');
    said.push(...(await post(server, { author: 'carol', content: 'three' })));
    await runTask(server, 'archive');
    await post(server, { content: 'waits' });
    return { server, ids: said.map(({ id }) => id) };
  });

describe('the drill of the archive', { timeout: 60_000 }, () => {
  it('finds that it holds the messages of the database', async ({ archived: { server } }) => {
    const alarms = hearAlarms(server);
    const run = await drill(server);
    expect(run).toMatchObject({ result: 'ok' });
    expect(run.message).toContain(
      'The archive in this server can be restored; its 3 messages are the database’s.',
    );
    expect(alarms.open.has('archive.drill')).toBe(false);
    expect(readdirSync(server.config.dataDir).filter((name) => name.includes('drill'))).toEqual([]);
  });

  it('says so where nothing is archived yet', async ({ server }) => {
    expect((await drill(server)).message).toContain('The archive holds nothing yet.');
  });

  it('raises a critical alarm where a message is not the one that was archived, and ends it', async ({
    archived: { server, ids },
  }) => {
    const alarms = hearAlarms(server);
    query(server.config.database, 'create table kept as select * from messages');
    for (const sql of [
      "update messages set content = 'forged' where position = 2",
      'delete from messages where position = 2',
      "update messages set author = 'mallory' where position = 2",
      `update messages set git_commit_hash = '${'0'.repeat(40)}' where position = 2`,
      'update messages set position = 99 where position = 2',
    ]) {
      query(server.config.database, sql);
      const run = await drill(server);
      expect(run, sql).toMatchObject({ result: 'failed' });
      expect(run.message).toContain(`1 message is not as in the database: message ${ids[1]}.`);
      expect(alarms.open.get('archive.drill')).toMatchObject({
        severity: 'CRITICAL',
        title: 'The archive and the database do not hold the same messages',
        details: { archive: 'this server', messages: 3, differing: 1, first: `message ${ids[1]}` },
      });
      expect(JSON.stringify(alarms.open.get('archive.drill'))).not.toContain('forged');
      query(server.config.database, 'delete from messages');
      query(server.config.database, 'insert into messages select * from kept');
    }
    expect(await drill(server)).toMatchObject({ result: 'ok' });
    expect(alarms.open.has('archive.drill')).toBe(false);
  });

  it('raises a critical alarm where the branch has lost what was written there', async ({
    archived: { server },
  }) => {
    const alarms = hearAlarms(server);
    const head = git(server, 'rev-parse', 'main');
    git(server, 'update-ref', 'refs/heads/main', 'main~1');
    expect(await drill(server)).toMatchObject({
      result: 'failed',
      message: expect.stringContaining('no longer on the branch'),
    });
    expect(alarms.open.get('archive.drill')).toMatchObject({
      severity: 'CRITICAL',
      title: 'The archive cannot be restored',
    });
    git(server, 'update-ref', 'refs/heads/main', head);
    expect(await drill(server)).toMatchObject({ result: 'ok' });
    expect(alarms.open.has('archive.drill')).toBe(false);
  });

  it.for([[{ exact: true }], [{ exact: false }]] as const)(
    'is content with a database that was restored from a backup: %j',
    async ([body], { archived: { server } }) => {
      const backup = await backUp(server);
      await runTask(server, 'archive');
      await post(server, { content: 'after the backup' });
      await runTask(server, 'archive');
      await call(server, restoreBackup, { params: { id: backup.id }, headers: ADMIN, body });
      expect(await drill(server), 'before it was taken in').toMatchObject({ result: 'ok' });
      await post(server, { content: 'after the restore' });
      await runTask(server, 'archive');
      await post(server, { content: 'and later' });
      await runTask(server, 'archive');
      const run = await drill(server);
      expect(run, run.message).toMatchObject({ result: 'ok' });
    },
  );

  it('leaves out what the archive refused for good', async ({ archived: { server } }) => {
    const [position] = query(server.config.database, 'select max(position) from changes');
    query(
      server.config.database,
      `insert into archive_set_aside values (${position}, 'refused', '2026-11-20T12:00:00.000Z')`,
    );
    await post(server, { content: 'goes on' });
    await runTask(server, 'archive');
    expect(await drill(server)).toMatchObject({ result: 'ok' });
  });

  it('removes what one has left that was cut off, and nothing else', async ({ archived: { server } }) => {
    const { dataDir } = server.config;
    for (const name of ['bookchat-archive-drill-x1y2Z3', 'bookchat-archive-drills']) {
      mkdirSync(join(dataDir, name));
      writeFileSync(join(dataDir, name, 'bookchat.db'), 'half');
    }
    await drill(server);
    const left = readdirSync(dataDir).filter((name) => name.includes('drill'));
    expect(left).toEqual(['bookchat-archive-drills']);
  });
});

function drill(server: TestServer) {
  return runTask(server, 'restore_drill');
}
