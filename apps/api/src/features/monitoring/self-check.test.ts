import { renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readHealth } from '@bookchat/shared';
import { describe, expect } from 'vitest';
import { call } from '../../../test/call.ts';
import { createClock } from '../../../test/create-clock.ts';
import { hearAlarms } from '../../../test/hear-alarms.ts';
import { runTask } from '../../../test/run-task.ts';
import { canMakeDisks, it } from '../../../test/small-disk-test.ts';
import { TEST_ADMIN_TOKEN } from '../../../test/start-test-server.ts';

const headers = { authorization: `Bearer ${TEST_ADMIN_TOKEN}` };

describe('the look at itself', () => {
  // Nothing runs but what the test asks for.
  it.override('parts', { clock: createClock() });

  it('says how full the fullest disk is, and how busy the process was', async ({ server }) => {
    expect(await runTask(server, 'self_check')).toMatchObject({
      result: 'ok',
      message: expect.stringMatching(
        /^The disk of data and backups and logs has .* free \(.* %\)\. The process was held for \d+ ms at most\.$/,
      ),
    });
  });

  it.for([
    ['WARNING', '0'],
    ['CRITICAL', '100'],
  ] as const)(
    'raises a %s where less of the disk is free than it should be',
    async ([severity, critical], { start }) => {
      const server = await start.server({ DISK_WARNING_PERCENT: '100', DISK_CRITICAL_PERCENT: critical });
      const alarms = hearAlarms(server);
      await runTask(server, 'self_check');
      expect(alarms.open.get('disk_space')).toMatchObject({
        severity,
        message: expect.stringContaining('Remove what is not needed'),
        details: { free_bytes: expect.any(Number), total_bytes: expect.any(Number) },
      });
    },
  );

  it.runIf(canMakeDisks())('looks at the disk of the copies of backups too', async ({ start, disk }) => {
    const server = await start.server({ BACKUP_COPY_DIR: join(disk.folder, 'copies') });
    const { open } = hearAlarms(server);
    disk.fill(0.02);
    await runTask(server, 'self_check');
    expect(open.get('disk_space')?.message).toMatch(
      /^The disk of copies of backups has \d+ kB free \(2 %\)\. /,
    );
  });

  it.runIf(canMakeDisks())(
    'warns of a disk that fills up, calls out when it is nearly full, and is calm when there is room',
    async ({ start, disk }) => {
      const server = await start.server({ LOG_DIR: join(disk.folder, 'logs') });
      const { open } = hearAlarms(server);
      const look = async (freeShare: number) => {
        disk.fill(freeShare);
        await runTask(server, 'self_check');
        return open.get('disk_space')?.severity;
      };
      expect(await look(0.5)).toBeUndefined();
      expect(await look(0.09)).toBe('WARNING');
      expect(await look(0.02)).toBe('CRITICAL');
      expect(open.get('disk_space')?.message).toMatch(/^The disk of logs has \d+ kB free \(2 %\)\. /);
      const { services } = (await call(server, readHealth, { headers })).body;
      expect(services.disk).toMatchObject({ status: 'degraded', total_bytes: 8 * 1024 * 1024 });
      expect(await look(0.105), 'too little to be sure').toBe('CRITICAL');
      expect(await look(0.2)).toBeUndefined();
    },
  );

  it('fails, and the health is degraded, where it cannot be said how full the disk is', async ({
    start,
    folder,
  }) => {
    const file = join(folder, 'file');
    writeFileSync(file, '');
    const server = await start.server({ LOG_DIR: join(file, 'logs') });
    expect(await runTask(server, 'self_check')).toMatchObject({ result: 'failed' });
    const { services } = (await call(server, readHealth, { headers })).body;
    expect(services.disk).toEqual({
      status: 'degraded',
      message: 'The disk of logs does not say how full it is.',
      free_bytes: expect.any(Number),
      total_bytes: expect.any(Number),
    });
  });

  it('warns when the process was held, until it was calm for five looks', async ({ server }) => {
    const { open } = hearAlarms(server);
    const looks = async (times: number) => {
      for (let look = 0; look < times; look++) await runTask(server, 'self_check');
    };
    hold(1_200);
    await looks(1);
    const alarm = open.get('event_loop');
    expect(alarm).toMatchObject({ severity: 'WARNING', details: { threshold_ms: 1_000 } });
    expect(alarm?.details?.['held_ms']).toBeGreaterThanOrEqual(1_000);
    await looks(4);
    expect(open.has('event_loop')).toBe(true);
    await looks(1);
    expect(open.has('event_loop')).toBe(false);
  });

  it('calls out while the file of the database is not where it was', async ({ server }) => {
    const { open } = hearAlarms(server);
    const file = join(server.config.dataDir, 'bookchat.db');
    renameSync(file, `${file}.moved`);
    await runTask(server, 'self_check');
    expect(open.get('database_file')).toMatchObject({
      severity: 'CRITICAL',
      title: 'The database file is missing',
      message: expect.stringContaining('move it back'),
    });
    writeFileSync(file, 'another');
    await runTask(server, 'self_check');
    expect(open.get('database_file')?.title).toBe('The database file was replaced');
    rmSync(file);
    symlinkSync(file, file);
    expect((await runTask(server, 'self_check')).result).toBe('ok');
    expect(open.get('database_file')).toMatchObject({
      title: 'The database file cannot be seen',
      message: expect.stringContaining('rights of the data folder'),
      details: { state: 'unreadable' },
    });
    rmSync(file);
    renameSync(`${file}.moved`, file);
    await runTask(server, 'self_check');
    expect(open.has('database_file')).toBe(false);
  });
});

describe('a running server', () => {
  it('looks at itself without being asked', async ({ start }) => {
    const clock = createClock();
    const server = await start.server({ DISK_WARNING_PERCENT: '100' }, { clock });
    const { open } = hearAlarms(server);
    await expect
      .poll(async () => {
        await clock.pass(10_000);
        return open.has('disk_space');
      })
      .toBe(true);
  });
});

/** What a faulty loop would do. */
function hold(ms: number): void {
  const end = performance.now() + ms;
  while (performance.now() < end);
}
