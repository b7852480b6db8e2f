import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Backup, listMessages, livez, postMessage, readyz, restoreBackup } from '@bookchat/shared';
import { describe, expect, vi } from 'vitest';
import { call, callRefused } from '../../../../test/call.ts';
import { fillDatabase } from '../../../../test/fill-database.ts';
import { hearAlarms } from '../../../../test/hear-alarms.ts';
import { makeOldDatabase } from '../../../../test/make-old-database.ts';
import { post } from '../../../../test/post.ts';
import { asAdmin, backUp, readHistory, restore } from '../../../../test/restore.ts';
import { send } from '../../../../test/send.ts';
import { it } from '../../../../test/server-test.ts';
import { canMakeDisks, it as onSmallDisk } from '../../../../test/small-disk-test.ts';
import type { TestServer } from '../../../../test/start-test-server.ts';

describe('a restore that fails', () => {
  it('because the backup is damaged leaves the chat as it is, and raises a critical alarm', async ({
    server,
  }) => {
    const alarms = hearAlarms(server);
    const said = await post(server, { content: 'one' });
    const backup = await backUp(server);
    const mend = damage(server, backup);
    const refusal = await callRefused(server, restoreBackup, toBackup(backup));
    expect(refusal).toMatchObject({ status: 422, body: { code: 'backup_unusable' } });
    expect(await readHistory(server)).toEqual(said);
    expect(alarms.open.get('restore_failed')).toMatchObject({
      severity: 'CRITICAL',
      details: { backup: backup.id },
    });
    mend();
    await restore(server, backup);
    expect(alarms.open.has('restore_failed')).toBe(false);
  });

  it('because the new database cannot be taken up puts the old one back', async ({ server }) => {
    const said = await post(server, { content: 'one' });
    const backup = await backUp(server);
    let failures = 1;
    server.database.onReplaced(() => {
      if (failures-- > 0) throw new Error('/secret/path is not to be told');
    });
    const refusal = await callRefused(server, restoreBackup, toBackup(backup));
    expect(refusal).toMatchObject({ status: 500, body: { code: 'restore_failed' } });
    expect(refusal.body.detail).toContain('The database from before is there again, and nothing is lost.');
    expect(refusal.body.detail).not.toContain('secret');
    expect(await readHistory(server)).toEqual(said);
    expect(await call(server, postMessage, { body: { content: 'two' } })).toMatchObject({ status: 201 });
    expectTidy(server);
  });

  it('and cannot be taken back answers nothing any more, so that it is restarted', async ({ server }) => {
    const alarms = hearAlarms(server);
    const backup = await backUp(server);
    server.database.onReplaced(() => {
      throw new Error('and again');
    });
    const refusal = await callRefused(server, restoreBackup, toBackup(backup));
    expect(refusal.body.detail).toContain('Restart the server');
    expect(alarms.open.get('restore_failed')?.message).toContain('Restart the server');
    for (const endpoint of [livez, readyz, listMessages])
      expect((await callRefused(server, endpoint)).body.code).toBe('restore_failed');
  });

  it('because the server stops leaves the old database, and nothing else', async ({ start, folder }) => {
    fillDatabase(await makeOldDatabase(folder));
    const server = await start.server({ DATA_DIR: folder });
    const backup = await backUp(server);
    const [newest] = await post(server, { content: 'said after the backup' });
    const restoring = send(server, {
      method: 'POST',
      path: `/api/system/backups/${backup.id}/restore`,
      headers: asAdmin,
    });
    const { backups } = server.app;
    await vi.waitFor(() => expect(backups.operation?.step).toMatch(/byte|page|Copying/), {
      timeout: 15_000,
      interval: 5,
    });
    await server.close();
    expect(await restoring).toMatchObject({ status: 503 });
    const next = await start.server({ DATA_DIR: folder });
    expect((await call(next, listMessages)).body.messages.at(-1)).toEqual(newest);
    expectTidy(next);
  });
});

describe.runIf(canMakeDisks())('a restore on a disk that is full', () => {
  const itOnDisk = onSmallDisk.extend('server', ({ start, disk, folder }) =>
    start.server({ DATA_DIR: disk.folder, BACKUP_DIR: join(folder, 'backups') }),
  );

  itOnDisk('is refused, and the old database goes on', async ({ server, disk }) => {
    const said = await post(server, { content: 'one' });
    const backup = await backUp(server);
    disk.fill(0.05);
    const refusal = await callRefused(server, restoreBackup, toBackup(backup));
    expect(refusal).toMatchObject({ status: 507, body: { code: 'storage_full' } });
    expect(await readHistory(server)).toEqual(said);
    disk.empty();
    await post(server, { content: 'two' });
    await restore(server, backup);
    expect(await readHistory(server)).toEqual(said);
  });

  itOnDisk('that becomes full while it is put in place goes back', async ({ server, disk }) => {
    const said = await post(server, { content: 'one' });
    const backup = await backUp(server);
    const { promise: mayGoOn, resolve: goOn } = Promise.withResolvers<void>();
    const holding = server.database.kysely.connection().execute(() => mayGoOn);
    const restoring = callRefused(server, restoreBackup, toBackup(backup));
    await vi.waitFor(() => expect(server.app.maintenance.isOn).toBe(true), { timeout: 15_000 });
    disk.fill(0);
    goOn();
    await holding;
    expect(await restoring).toMatchObject({ status: 507, body: { code: 'storage_full' } });
    expect(await readHistory(server)).toEqual(said);
    expectTidy(server);
    disk.empty();
    await post(server, { content: 'two' });
    expect(await readHistory(server)).toHaveLength(2);
  });
});

function toBackup({ id }: Backup) {
  return { params: { id }, headers: asAdmin };
}

/** Flips a bit of its file; the answer flips it back. */
function damage({ app }: TestServer, { id }: Backup): () => void {
  const { database } = app.backups.filesOf(id);
  const flip = () => {
    const bytes = readFileSync(database);
    bytes[5_000] = (bytes[5_000] ?? 0) ^ 1;
    writeFileSync(database, bytes);
  };
  flip();
  return flip;
}

function expectTidy({ config }: TestServer): void {
  const left = readdirSync(config.dataDir).filter((name) => /incoming|bookchat\.restore|replaced/.test(name));
  expect(left).toEqual([]);
  expect(existsSync(config.database)).toBe(true);
}
