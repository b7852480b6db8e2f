import { once } from 'node:events';
import {
  copyFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmdirSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { listBackups, readBackup } from '@bookchat/shared';
import { describe, expect, onTestFinished } from 'vitest';
import { call, callRefused } from '../../../test/call.ts';
import { createClock } from '../../../test/create-clock.ts';
import { hearAlarms } from '../../../test/hear-alarms.ts';
import { post } from '../../../test/post.ts';
import { asAdmin, backUp } from '../../../test/restore.ts';
import { runTask } from '../../../test/run-task.ts';
import { it as base } from '../../../test/server-test.ts';
import { backupFiles } from './backup-files.ts';
import { verifyBackup } from './verify-backup.ts';

const HOUR_MS = 3_600_000;

/** A server with a clock that stands still, and its folder of backups. */
const it = base
  .extend('clock', () => createClock())
  .extend('server', ({ start, clock, env }) =>
    start.server({ RATE_LIMIT_MAX_BACKUPS: '100', ...env }, { clock }),
  )
  .extend('dir', async ({ server }) => {
    mkdirSync(server.config.backups.dir, { recursive: true });
    return server.config.backups.dir;
  });

describe('the list of backups', () => {
  it('is empty where there is no folder yet', async ({ server }) => {
    expect((await call(server, listBackups, { headers: asAdmin })).body).toEqual({
      backups: [],
      rejected: [],
      operation: null,
      on_demand: { left: 100, resets_at: null },
    });
  });

  it('names what is no backup, and says why', async ({ server, clock, dir }) => {
    const made = [];
    for (let count = 0; count < 5; count++) {
      made.unshift(await backUp(server));
      clock.jump(HOUR_MS);
    }
    const [whole, short, lost, linked, changed] = made.map(({ id }) => backupFiles(dir, id));
    truncateSync(short?.database ?? '', 4_096);
    rmSync(lost?.database ?? '');
    rmSync(linked?.database ?? '');
    symlinkSync(whole?.database ?? '', linked?.database ?? '');
    writeFileSync(changed?.manifest ?? '', '{}');
    copyFileSync(whole?.database ?? '', join(dir, 'backup_20200101_000000.db'));
    writeFileSync(join(dir, 'notes.txt'), 'buy milk');
    const { backups, rejected } = (await call(server, listBackups, { headers: asAdmin })).body;
    expect(backups).toEqual([made[0]]);
    expect(Object.fromEntries(rejected.map(({ file, reason }) => [file, reason]))).toEqual({
      'backup_20200101_000000.db': 'its manifest, the .json beside it, is missing',
      'notes.txt': 'it is not named like a backup',
      [`backup_${short?.id}.json`]: `its file has 4096 bytes, and its manifest says ${made[1]?.bytes}`,
      [`backup_${lost?.id}.json`]: `its file backup_${lost?.id}.db is missing`,
      [`backup_${linked?.id}.json`]: `backup_${linked?.id}.db is no file; links are not followed`,
      [`backup_${changed?.id}.json`]:
        'its manifest is damaged, so that nothing holds it to what was verified',
    });
    const params = { id: short?.id ?? '' };
    expect((await callRefused(server, readBackup, { params, headers: asAdmin })).body.code).toBe(
      'backup_unusable',
    );
  });

  it('is whole beside an entry that nobody can open', async ({ server, dir }) => {
    const socket = createServer().listen(join(dir, 'backup_20200101_000000.json'));
    await once(socket, 'listening');
    onTestFinished(() => void socket.close());
    const backup = await backUp(server);
    const { backups, rejected } = (await call(server, listBackups, { headers: asAdmin })).body;
    expect(backups).toEqual([backup]);
    expect(rejected).toEqual([{ file: 'backup_20200101_000000.json', reason: 'its manifest is no file' }]);
  });

  it('never names what is not finished', async ({ server, dir }) => {
    for (const name of [
      'backup_20200101_000000.db.partial',
      'backup_20200101_000000.db.partial-journal',
      'backup_20200101_000000.json.partial',
      'backup_20200101_000000.db',
    ])
      writeFileSync(join(dir, name), 'x');
    const { body } = await call(server, listBackups, { headers: asAdmin });
    expect(body).toMatchObject({ backups: [], rejected: [] });
  });
});

describe('the number of backups', () => {
  it.override('env', { MAX_BACKUPS: '3' });

  it('is kept to what is configured: the oldest go', async ({ server, clock, dir }) => {
    const ids = [];
    for (let count = 0; count < 5; count++) {
      ids.push((await backUp(server)).id);
      clock.jump(HOUR_MS);
    }
    const kept = ids.slice(2).flatMap((id) => [`backup_${id}.db`, `backup_${id}.json`]);
    expect(readdirSync(dir).sort()).toEqual([...kept, 'backups.lock']);
  });

  it('never costs the one that was just verified, though a wrong clock makes it the oldest', async ({
    server,
    clock,
    dir,
  }) => {
    for (let count = 0; count < 3; count++) {
      await backUp(server);
      clock.jump(HOUR_MS);
    }
    clock.jump(-90 * 24 * HOUR_MS);
    const { id } = await backUp(server);
    const { backups } = (await call(server, listBackups, { headers: asAdmin })).body;
    expect(backups).toHaveLength(3);
    expect(backups.at(-1)?.id).toBe(id);
    await verifyBackup(backupFiles(dir, id));
  });

  it('that stays too high because one cannot be removed raises a warning, until it can', async ({
    server,
    clock,
    dir,
  }) => {
    const alarms = hearAlarms(server);
    const first = await backUp(server);
    const inTheWay = join(dir, `backup_${first.id}.json.partial`);
    mkdirSync(inTheWay);
    for (let count = 0; count < 3; count++) {
      clock.jump(HOUR_MS);
      await backUp(server);
    }
    expect(alarms.open.get('backup_pruning')).toMatchObject({ severity: 'WARNING' });
    expect(alarms.open.has('backup_failed')).toBe(false);
    rmdirSync(inTheWay);
    clock.jump(HOUR_MS);
    await backUp(server);
    expect(alarms.open.has('backup_pruning')).toBe(false);
    expect((await call(server, listBackups, { headers: asAdmin })).body.backups).toHaveLength(3);
  });

  it('counts no file that is no backup, and none of those is touched', async ({ server, clock, dir }) => {
    const strangers = [
      'notes.txt',
      'backup_20190101_000000.db',
      'backup_x.db.partial',
      'backup_20190101_000000.db.partial.old',
    ];
    for (const name of strangers) writeFileSync(join(dir, name), name);
    for (let count = 0; count < 4; count++) {
      await backUp(server);
      clock.jump(HOUR_MS);
    }
    for (const name of strangers) expect(readFileSync(join(dir, name), 'utf8')).toBe(name);
    expect((await call(server, listBackups, { headers: asAdmin })).body.backups).toHaveLength(3);
  });
});

describe('what a backup that was cut off has left', () => {
  const LEFT = [
    ['backup_20260101_000000.db.partial'],
    ['backup_20260101_000000.db.partial', 'backup_20260101_000000.db.partial-journal'],
    ['backup_20260101_000000.db.partial', 'backup_20260101_000000.json.partial'],
    ['backup_20260101_000000.db', 'backup_20260101_000000.json.partial'],
    ['backup_20260101_000000.json.partial'],
  ];

  it.for(LEFT)('is removed before the next: %j', async (names, { server, dir }) => {
    for (const name of names) writeFileSync(join(dir, name), 'x'.repeat(1_000));
    const { id } = await backUp(server);
    expect(readdirSync(dir).sort()).toEqual([`backup_${id}.db`, `backup_${id}.json`, 'backups.lock']);
  });

  it('is removed by the task that cleans up', async ({ server, dir }) => {
    for (const name of LEFT[2] ?? []) writeFileSync(join(dir, name), 'x');
    const { id } = await backUp(server);
    for (const name of LEFT[3] ?? []) writeFileSync(join(dir, name), 'x');
    expect(await runTask(server, 'cleanup_backups')).toMatchObject({
      result: 'ok',
      message: 'Removed 0 old backups and 2 files of unfinished ones.',
    });
    expect(readdirSync(dir).sort()).toEqual([`backup_${id}.db`, `backup_${id}.json`, 'backups.lock']);
  });
});

describe('the task that cleans up', () => {
  it('says so where there is nothing to do, and where there is no backup', async ({ server }) => {
    expect((await runTask(server, 'cleanup_backups')).message).toBe(
      'There was nothing to remove. There is no backup.',
    );
    await backUp(server);
    expect((await runTask(server, 'cleanup_backups')).message).toBe('There was nothing to remove.');
  });

  it('removes what is too many once fewer are to be kept', async ({ start, folder, clock }) => {
    const first = await start.server({ DATA_DIR: folder, MAX_BACKUPS: '5' }, { clock });
    for (let count = 0; count < 3; count++) {
      await backUp(first);
      clock.jump(HOUR_MS);
    }
    await first.close();
    const second = await start.server({ DATA_DIR: folder, MAX_BACKUPS: '1' }, { clock });
    expect((await runTask(second, 'cleanup_backups')).message).toBe(
      'Removed 2 old backups and 0 files of unfinished ones.',
    );
    expect((await call(second, listBackups, { headers: asAdmin })).body.backups).toHaveLength(1);
  });

  it('removes none where the newest is damaged, and fails', async ({ start, folder, clock }) => {
    const first = await start.server({ DATA_DIR: folder }, { clock });
    for (let count = 0; count < 3; count++) {
      clock.jump(HOUR_MS);
      await backUp(first);
    }
    const [newest] = (await call(first, listBackups, { headers: asAdmin })).body.backups;
    const file = join(first.config.backups.dir, newest?.file ?? '');
    const bytes = readFileSync(file);
    bytes.writeUInt8(bytes.readUInt8(50_000) ^ 1, 50_000);
    writeFileSync(file, bytes);
    await first.close();
    const second = await start.server({ DATA_DIR: folder, MAX_BACKUPS: '1' }, { clock });
    const run = await runTask(second, 'cleanup_backups');
    expect(run).toMatchObject({
      result: 'failed',
      message: expect.stringContaining(`The backup ${newest?.id} cannot be used`),
    });
    expect((await call(second, listBackups, { headers: asAdmin })).body.backups).toHaveLength(3);
  });
});

describe('BACKUP_COPY_DIR', () => {
  it('gets each backup as well, whole, and no more than are kept', async ({ start, clock, folder }) => {
    const copyDir = join(folder, 'share');
    mkdirSync(copyDir);
    const server = await start.server({ BACKUP_COPY_DIR: copyDir, MAX_BACKUPS: '2' }, { clock });
    await post(server, { content: 'one' });
    const ids = [];
    for (let count = 0; count < 3; count++) {
      const backup = await backUp(server);
      expect(await verifyBackup(backupFiles(copyDir, backup.id))).toEqual(backup);
      ids.push(backup.id);
      clock.jump(HOUR_MS);
    }
    const kept = ids.slice(1).flatMap((id) => [`backup_${id}.db`, `backup_${id}.json`]);
    expect(readdirSync(copyDir).sort()).toEqual(kept);
    expect((await runTask(server, 'cleanup_backups')).message).toBe(
      'There was nothing to remove. Of the copies: There was nothing to remove.',
    );
  });

  it('that leads to the folder of the backups itself costs no backup', async ({ start, folder }) => {
    const [dir, copyDir] = [join(folder, 'kept'), join(folder, 'link')];
    mkdirSync(dir);
    symlinkSync(dir, copyDir);
    const server = await start.server({ BACKUP_DIR: dir, BACKUP_COPY_DIR: copyDir });
    const alarms = hearAlarms(server);
    const backup = await backUp(server);
    expect(await verifyBackup(backupFiles(dir, backup.id))).toEqual(backup);
    expect(alarms.open.get('backup_copy')?.message).toContain('that of the backups themselves');
  });

  it('keeps a backup of that name that another server has put there', async ({ start, clock, folder }) => {
    const copyDir = join(folder, 'share');
    mkdirSync(copyDir);
    const env = { BACKUP_COPY_DIR: copyDir };
    const [one, other] = [await start.server(env, { clock }), await start.server(env, { clock })];
    const backup = await backUp(one);
    await post(other, { content: 'only here' });
    const alarms = hearAlarms(other);
    expect((await backUp(other)).id).toBe(backup.id);
    expect(await verifyBackup(backupFiles(copyDir, backup.id))).toEqual(backup);
    expect(alarms.open.get('backup_copy')?.message).toContain('is there already');
  });

  it('that is not there costs no backup, but raises a warning until the next copy', async ({
    start,
    clock,
    folder,
  }) => {
    const copyDir = join(folder, 'share');
    const server = await start.server({ BACKUP_COPY_DIR: copyDir }, { clock });
    const alarms = hearAlarms(server);
    await backUp(server);
    expect(alarms.open.get('backup_copy')).toMatchObject({
      severity: 'WARNING',
      message: expect.stringContaining(
        'one disk alone. The copy could not be made: The folder is not there. Make it, or mount what it is on.',
      ),
    });
    expect(alarms.open.has('backup_failed')).toBe(false);
    mkdirSync(copyDir);
    writeFileSync(join(copyDir, 'backup_20260101_000000.db.partial'), 'x');
    const { id } = await backUp(server);
    expect(readdirSync(copyDir).sort()).toEqual([`backup_${id}.db`, `backup_${id}.json`]);
    expect(alarms.open.has('backup_copy')).toBe(false);
  });
});
