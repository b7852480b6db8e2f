import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { listBackups, makeBackup, verifyBackup } from '@bookchat/shared';
import { describe, expect } from 'vitest';
import { call, callRefused } from '../../../test/call.ts';
import { hearAlarms } from '../../../test/hear-alarms.ts';
import { post } from '../../../test/post.ts';
import { asAdmin, backUp, readHistory, restore } from '../../../test/restore.ts';
import { runTask } from '../../../test/run-task.ts';
import { canMakeDisks, it as diskTest } from '../../../test/small-disk-test.ts';

/** A server with one backup, on a disk that can only be read since then. */
const it = diskTest.extend('kept', async ({ start, disk }) => {
  const server = await start.server({ BACKUP_DIR: join(disk.folder, 'backups') });
  await post(server, { content: 'kept' });
  const backup = await backUp(server);
  execFileSync('mount', ['-o', 'remount,ro', disk.folder]);
  return { server, backup };
});

describe.runIf(canMakeDisks())('backups on a disk that can only be read', () => {
  it('are listed, verified, tried and restored', async ({ kept: { server, backup } }) => {
    const params = { id: backup.id };
    expect((await call(server, listBackups, { headers: asAdmin })).body.backups).toEqual([backup]);
    expect((await call(server, verifyBackup, { params, headers: asAdmin })).body).toEqual(backup);
    expect(await runTask(server, 'restore_drill')).toMatchObject({ result: 'ok' });
    await post(server, { content: 'since then' });
    await restore(server, backup);
    expect((await readHistory(server)).map(({ content }) => content)).toEqual(['kept']);
  });

  it('get none beside them, and no path goes out with the reason', async ({ kept: { server }, disk }) => {
    const alarms = hearAlarms(server);
    const { body } = await callRefused(server, makeBackup, { headers: asAdmin });
    expect(body).toMatchObject({
      code: 'backup_failed',
      detail: expect.stringContaining('its disk can only be read'),
    });
    for (const task of ['database_backup', 'cleanup_backups']) {
      const run = await runTask(server, task);
      expect(run, task).toMatchObject({
        result: 'failed',
        message: expect.stringContaining('its disk can only be read'),
      });
      expect(run.message, task).not.toContain(disk.folder);
    }
    expect(JSON.stringify([...alarms.open.values()])).not.toContain(disk.folder);
  });
});
