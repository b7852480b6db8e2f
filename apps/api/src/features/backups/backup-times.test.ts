import { type Backup, changeTask, listBackups, listTasks, type Task } from '@bookchat/shared';
import { describe, expect } from 'vitest';
import { call } from '../../../test/call.ts';
import { createClock, type TestClock } from '../../../test/create-clock.ts';
import { hearAlarms } from '../../../test/hear-alarms.ts';
import { asAdmin, backUp } from '../../../test/restore.ts';
import { it as base } from '../../../test/server-test.ts';
import type { TestServer } from '../../../test/start-test-server.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const IN_TIME = { timeout: 10_000 };

/** Starts servers one after the other on the same data, by a clock that the test moves. */
const it = base
  .extend('clock', () => createClock())
  .extend(
    'begin',
    ({ start, clock, folder }) =>
      (env: Record<string, string> = {}) =>
        start.server({ DATA_DIR: folder, ...env }, { clock }),
  );

describe('the daily backup', () => {
  it('is made soon after the first start', async ({ begin, clock }) => {
    const server = await begin();
    await expect.poll(() => listLater(server, clock), IN_TIME).toMatchObject([{ reason: 'scheduled' }]);
    await expect
      .poll(() => readTask(server), IN_TIME)
      .toMatchObject({
        last_run: {
          result: 'ok',
          message: expect.stringMatching(/^Made backup_\d{8}_\d{6}\.db: [\d.]+ kB, 0 messages\.$/),
        },
      });
  });

  it('is not made again where there is one of the day, whoever made it', async ({ begin, clock }) => {
    const first = await begin();
    await backUp(first);
    await first.close();
    clock.jump(HOUR_MS);
    const second = await begin();
    for (let looks = 0; looks < 10; looks++) await listLater(second, clock);
    expect(await readTask(second)).toMatchObject({ running_since: null, last_run: null });
    expect(Date.parse((await readTask(second)).next_run_at ?? '')).toBeGreaterThan(clock.now() + HOUR_MS);
  });

  it.for([
    ['24h', 25 * HOUR_MS],
    ['0 3 * * *', 16 * HOUR_MS],
  ] as const)(
    'of %s is made up for at a start after it was due',
    async ([schedule, away], { begin, clock }) => {
      const env = { SCHEDULE_DATABASE_BACKUP: schedule };
      const first = await begin(env);
      await backUp(first);
      await first.close();
      clock.jump(away);
      const second = await begin(env);
      await expect.poll(() => listLater(second, clock), IN_TIME).toHaveLength(2);
    },
  );

  it('is made though a clock that was wrong has left one of a day to come', async ({ begin, clock }) => {
    clock.jump(90 * DAY_MS);
    const first = await begin();
    await backUp(first);
    await first.close();
    clock.jump(-90 * DAY_MS);
    const second = await begin();
    expect(second.app.backups.newest()).toBeNull();
    await expect.poll(() => listLater(second, clock), IN_TIME).toHaveLength(2);
    expect(second.app.backups.newest()).toMatchObject({ reason: 'scheduled' });
  });
});

describe('a backup that is overdue', () => {
  it('raises a warning once it stays so, which the next backup ends', async ({ begin, clock }) => {
    const server = await begin();
    const alarms = hearAlarms(server);
    await disable(server);
    await backUp(server);
    clock.jump(25 * HOUR_MS);
    await clock.pass(30 * MINUTE_MS);
    expect(alarms.open.has('backup_overdue')).toBe(false);
    clock.jump(2 * HOUR_MS);
    await wait(server, clock, 6 * MINUTE_MS);
    expect(alarms.open.has('backup_overdue'), 'it may be made at once').toBe(false);
    await wait(server, clock, 15 * MINUTE_MS);
    expect(alarms.open.get('backup_overdue')).toMatchObject({
      severity: 'WARNING',
      title: 'The newest backup is older than 26 hours',
      details: { newest: '20261120_120000' },
    });
    // Another task may be at work on the backups.
    await server.app.backups.make('on_demand', { waitUntil: AbortSignal.timeout(IN_TIME.timeout) });
    expect(alarms.open.has('backup_overdue')).toBe(false);
  });

  it('raises a warning where there is none at all', async ({ begin, clock }) => {
    const server = await begin();
    const alarms = hearAlarms(server);
    await disable(server);
    await wait(server, clock, 20 * MINUTE_MS);
    expect(alarms.open.get('backup_overdue')).toMatchObject({
      title: 'There is no backup',
      details: { newest: null },
    });
  });

  it('raises none where the clock was only set on, as it is made at once', async ({ begin, clock }) => {
    const server = await begin();
    const alarms = hearAlarms(server);
    await backUp(server);
    clock.jump(90 * DAY_MS);
    await expect.poll(() => listLater(server, clock), IN_TIME).toHaveLength(2);
    await wait(server, clock, 30 * MINUTE_MS);
    expect(alarms.count('backup_overdue')).toBe(0);
  });
});

async function list(server: TestServer): Promise<Backup[]> {
  return (await call(server, listBackups, { headers: asAdmin })).body.backups;
}

/** What there is after a little more time. */
async function listLater(server: TestServer, clock: TestClock): Promise<Backup[]> {
  await clock.pass(1_000);
  return list(server);
}

async function readTask(server: TestServer): Promise<Task> {
  const { tasks } = (await call(server, listTasks, { headers: asAdmin })).body;
  return tasks.find(({ name }) => name === 'database_backup') as Task;
}

async function disable(server: TestServer): Promise<void> {
  await call(server, changeTask, {
    params: { name: 'database_backup' },
    body: { enabled: false },
    headers: asAdmin,
  });
}

/** Lets time pass in steps, in each of which the server has read its folder. */
async function wait(server: TestServer, clock: TestClock, ms: number): Promise<void> {
  for (let passed = 0; passed < ms; passed += MINUTE_MS) {
    await clock.pass(MINUTE_MS);
    await list(server);
  }
}
