import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { listBackups } from '@bookchat/shared';
import { describe, expect } from 'vitest';
import { call } from '../../../../test/call.ts';
import { hearAlarms } from '../../../../test/hear-alarms.ts';
import { post } from '../../../../test/post.ts';
import { asAdmin, backUp, query, restore } from '../../../../test/restore.ts';
import { runTask } from '../../../../test/run-task.ts';
import { it } from '../../../../test/server-test.ts';
import type { TestServer } from '../../../../test/start-test-server.ts';

describe('the restore drill', () => {
  it('says that a backup holds what the database holds, and leaves nothing behind', async ({ server }) => {
    await post(server, ...['one', 'two', 'three'].map((content) => ({ content })));
    const { id } = await backUp(server);
    await post(server, { content: 'since then' });
    const before = readdirSync(server.config.dataDir);
    const run = await drill(server);
    expect(run).toMatchObject({
      result: 'ok',
      message: `Backup ${id} can be restored; its 6 rows of messages and changes are the database’s.`,
    });
    expect(readdirSync(server.config.dataDir).toSorted()).toEqual(before.toSorted());
    expect((await call(server, listBackups, { headers: asAdmin })).body.operation).toBeNull();
  });

  it('has nothing to say where there is no backup yet', async ({ server }) => {
    expect(await drill(server)).toMatchObject({ result: 'ok', message: 'There is no backup yet.' });
  });

  it('passes over what has changed since, as the later changes say', async ({ server }) => {
    const [first] = await post(server, { content: 'one' }, { content: 'two' });
    await backUp(server);
    change(server, `update messages set synced = 1 where id = '${first?.id}'`);
    change(server, `insert into changes values (3, 'message.archived', '${first?.id}')`);
    expect(await drill(server)).toMatchObject({ result: 'ok' });
  });

  it.for([
    [
      'altered',
      "update messages set content = 'something else' where position = 2",
      (id: string) => `message ${id}`,
    ],
    ['missing', 'delete from messages where position = 2', (id: string) => `message ${id}`],
  ] as const)(
    'finds one row that is %s, names it, and ends its alarm once all is well',
    async ([, sql, name], { server }) => {
      const alarms = hearAlarms(server);
      const [, second] = await post(server, ...['one', 'two', 'three'].map((content) => ({ content })));
      const { id } = await backUp(server);
      change(server, sql);
      const run = await drill(server);
      const named = name(second?.id ?? '');
      expect(run).toMatchObject({ result: 'failed' });
      expect(run.message).toContain(
        `Backup ${id} can be restored, but 1 row of it is not as in the database: ${named}.`,
      );
      expect(alarms.open.get('restore_drill')).toMatchObject({
        severity: 'CRITICAL',
        details: { backup: id, differing: 1, first: named },
      });
      expect(JSON.stringify(alarms.open.get('restore_drill'))).not.toContain('something else');
      await backUp(server);
      expect(await drill(server)).toMatchObject({ result: 'ok' });
      expect(alarms.open.has('restore_drill')).toBe(false);
    },
  );

  it('counts what it does not name', async ({ server }) => {
    await Promise.all(Array.from({ length: 25 }, (_, n) => post(server, { content: `line ${n}` })));
    await backUp(server);
    change(server, "update messages set author = 'mallory'");
    const { message } = await drill(server);
    expect(message).toContain('25 rows of it are not as in the database: ');
    expect(message).toMatch(/and 20 more\.$/);
  });

  it('calls a backup of the history before a restore by its name, where the two went apart', async ({
    server,
  }) => {
    const alarms = hearAlarms(server);
    await post(server, { content: 'one' });
    const first = await backUp(server);
    await post(server, { content: 'two' });
    await backUp(server);
    await restore(server, first);
    await post(server, { content: 'another two' });
    const run = await drill(server);
    expect(run).toMatchObject({ result: 'ok' });
    expect(run.message).toContain('is of the history before the last restore');
    expect(alarms.open.has('restore_drill')).toBe(false);
  });

  it('holds a backup to the history that was restored from it', async ({ server }) => {
    await post(server, { content: 'one' });
    const backup = await backUp(server);
    await restore(server, backup);
    await post(server, { content: 'two' });
    expect((await drill(server)).message).toContain('its 2 rows of messages and changes are the database’s');
  });

  it('raises a critical alarm for a backup that cannot be restored', async ({ server }) => {
    const alarms = hearAlarms(server);
    await post(server, { content: 'one' });
    const { id } = await backUp(server);
    const { database } = server.app.backups.filesOf(id);
    const bytes = readFileSync(database);
    bytes[5_000] = (bytes[5_000] ?? 0) ^ 1;
    writeFileSync(database, bytes);
    expect(await drill(server)).toMatchObject({
      result: 'failed',
      message: expect.stringContaining('SHA-256'),
    });
    expect(alarms.open.get('restore_drill')).toMatchObject({
      severity: 'CRITICAL',
      title: 'The newest backup cannot be restored',
    });
  });

  it('removes what a drill has left that was cut off', async ({ server }) => {
    const left = join(server.config.dataDir, 'bookchat-drill-x1y2Z3');
    mkdirSync(left);
    writeFileSync(join(left, 'bookchat.db'), 'half');
    await backUp(server);
    await drill(server);
    expect(readdirSync(server.config.dataDir)).not.toContain('bookchat-drill-x1y2Z3');
  });

  it('leaves the folders of others alone, whatever they are called', async ({ server }) => {
    const names = ['drill_plans', 'bookchat-drill-', 'bookchat-drill-x1y2Z3-old', 'my-bookchat-drill-x1y2Z3'];
    const folders = names.map((name) => join(server.config.dataDir, name));
    for (const folder of folders) mkdirSync(folder);
    await backUp(server);
    await drill(server);
    expect(folders.filter((folder) => !existsSync(folder))).toEqual([]);
  });

  it.for(['drill_backups', 'bookchat-drill-x1y2Z3'])(
    'keeps backups in %s',
    async (name, { start, folder }) => {
      const server = await start.server({ DATA_DIR: folder, BACKUP_DIR: join(folder, name) });
      const { id } = await backUp(server);
      expect(await drill(server)).toMatchObject({ result: 'ok', message: expect.stringContaining(id) });
      expect(existsSync(server.app.backups.filesOf(id).database)).toBe(true);
    },
  );
});

describe('the restore drill of a database in memory', () => {
  it.override('env', { DATABASE_URL: ':memory:' });

  it('restores without comparing', async ({ server }) => {
    await post(server, { content: 'one' });
    const { id } = await backUp(server);
    expect(await drill(server)).toMatchObject({
      result: 'ok',
      message: `Backup ${id} can be restored. A database in memory is not compared with it.`,
    });
  });
});

function drill(server: TestServer) {
  return runTask(server, 'restore_drill');
}

/** Does to the live database what nobody may. */
function change({ config }: TestServer, sql: string): void {
  query(join(config.dataDir, 'bookchat.db'), sql);
}
