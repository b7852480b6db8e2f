import { acknowledgeAlert, readAlert, resolveAlert } from '@bookchat/shared';
import { describe, expect, vi } from 'vitest';
import { ADMIN, type AlertsServer, DISK, it } from '../../../test/alerts-test.ts';
import { call, callRefused } from '../../../test/call.ts';
import { fillDisk, makeRoom } from '../../../test/fill-disk.ts';
import { makeIncoming } from '../../../test/make-incoming.ts';

const DAY_MS = 24 * 60 * 60_000;
const BACKUP_DONE = {
  ...DISK,
  cause: 'backup',
  severity: 'INFO' as const,
  message: 'm'.repeat(2_000),
  isOver: true,
};

describe('a storm', () => {
  it('of one cause is written a few times, and counted whole', async ({ alerting, clock }) => {
    const transact = vi.spyOn(alerting.database, 'transact');
    for (let round = 0; round < 10; round++) {
      for (let nth = 0; nth < 1_000; nth++) alerting.alarms.raise(DISK);
      await clock.pass(1_000);
    }
    await clock.pass(10_000);
    expect(transact.mock.calls.length).toBeLessThanOrEqual(4);
    expect(await readRows(alerting)).toMatchObject([{ cause: 'disk_space', count: 10_000 }]);
  });

  it('of a cause that comes and goes is one alert, written no more than four times a second', async ({
    alerting,
    clock,
  }) => {
    const transact = vi.spyOn(alerting.database, 'transact');
    for (let nth = 0; nth < 10_000; nth++) {
      alerting.alarms.raise(DISK);
      alerting.alarms.clear(DISK.cause);
      if (nth % 1_000 === 0) await clock.pass(100);
    }
    await clock.pass(1_000);
    expect(transact.mock.calls.length).toBeLessThanOrEqual(5);
    expect(await alerting.list()).toMatchObject([{ count: 10_000, state: 'resolved' }]);
  });

  it('of what is over keeps what memory holds', async ({ alerting }) => {
    for (let nth = 0; nth < 10_000; nth++) alerting.alarms.raise(BACKUP_DONE);
    const alerts = [...(await alerting.list({ limit: 200 }))];
    for (let more = alerts; more.length === 200; alerts.push(...more))
      more = await alerting.list({ limit: 200, before: alerts.at(-1)?.id });
    expect(alerts.length).toBeLessThanOrEqual(500);
    expect(alerts.reduce((sum, { count }) => sum + count, 0)).toBe(10_000);
  });

  it('of causes that begin and end lets go of the oldest', async ({ alerting, clock }) => {
    for (let nth = 0; nth < 1_000; nth++) {
      alerting.alarms.raise({ ...DISK, cause: `cause_${nth}` });
      alerting.alarms.clear(`cause_${nth}`);
    }
    await clock.pass(1_000);
    const rows = await readRows(alerting);
    expect(rows).toHaveLength(500);
    expect(rows.at(-1)).toMatchObject({ cause: 'cause_999' });
  });
});

describe('a disk that is full', () => {
  it('keeps alerts in memory, where they are seen and handled, and stores them once there is room', async ({
    alerting,
    clock,
  }) => {
    const { database, alarms } = alerting;
    alarms.raise({ ...DISK, cause: 'before' });
    await clock.pass(1_000);
    await fillDisk(database);
    for (let nth = 0; nth < 50; nth++) alarms.raise({ ...BACKUP_DONE, cause: `backup_${nth}` });
    alarms.raise({ ...DISK, severity: 'CRITICAL' });
    alarms.clear('before');
    await clock.pass(60_000);
    expect(alerting.alerts.state()).toEqual({
      status: 'degraded',
      message: expect.stringMatching(
        /^They are kept in memory, as they cannot be stored: The disk .* is full/,
      ),
    });
    const [latest] = await alerting.list({ limit: 200 });
    expect(latest).toMatchObject({ cause: 'disk_space', state: 'open' });
    expect(await alerting.list({ limit: 200 })).toHaveLength(52);
    const params = { id: latest?.id ?? '' };
    const handled = await call(alerting, acknowledgeAlert, { params, headers: ADMIN });
    expect(handled.body).toMatchObject({ state: 'acknowledged' });
    expect(await readRows(alerting)).toMatchObject([{ cause: 'before', resolved_at: null }]);

    await makeRoom(database);
    await clock.pass(5_000);
    expect(alerting.alerts.state().status).toBe('healthy');
    const rows = await readRows(alerting);
    expect(rows).toHaveLength(52);
    expect(rows[0]).toMatchObject({ cause: 'before', resolved_at: expect.any(String) });
    const texts = alerting.logged().map(({ msg }) => msg);
    expect(texts.filter((text) => text === 'alerts are stored again')).toHaveLength(1);
    expect(texts.filter((text) => String(text).startsWith('alerts cannot be stored'))).toHaveLength(1);
  });
});

describe('after a restart', () => {
  it('the same cause goes on in the same alert, and what was handled is', async ({ alerting, serve }) => {
    for (const cause of ['one', 'two', 'three']) alerting.alarms.raise({ ...DISK, cause });
    const [three, two, one] = await alerting.list();
    await call(alerting, acknowledgeAlert, { params: { id: two?.id ?? '' }, headers: ADMIN });
    await call(alerting, resolveAlert, { params: { id: three?.id ?? '' }, headers: ADMIN });
    await alerting.close();

    const later = await serve();
    later.alarms.raise({ ...DISK, cause: 'one' });
    expect(later.alerts.unresolved()).toEqual({ CRITICAL: 0, WARNING: 2, INFO: 0 });
    expect(later.alerts.recent(9).map(({ cause }) => cause)).toEqual(['three', 'two', 'one']);
    expect(await later.list()).toMatchObject([
      { id: three?.id, state: 'resolved' },
      { id: two?.id, state: 'acknowledged' },
      { id: one?.id, state: 'open', count: 2 },
    ]);
    const { body } = await call(later, readAlert, { params: { id: three?.id ?? '' }, headers: ADMIN });
    expect(body).toMatchObject({ cause: 'three', details: DISK.details });
    later.alarms.clear('one');
    expect(await later.list({ state: 'resolved' })).toHaveLength(2);
  });

  it('nothing is lost that was raised at the last moment', async ({ alerting, serve }) => {
    for (let nth = 0; nth < 100; nth++) alerting.alarms.raise(DISK);
    await alerting.close();
    expect(await (await serve()).list()).toMatchObject([{ count: 100 }]);
  });
});

describe('a database that is put in the place of another', () => {
  it('takes over what is open, and closes what it has of the same cause', async ({
    alerting,
    clock,
    folder,
  }) => {
    alerting.alarms.raise(DISK);
    await clock.pass(1_000);
    const [mine] = await alerting.list();
    const { incoming } = await makeIncoming(
      folder,
      `update alerts set id = '019a0000-0000-7000-8000-000000000000';
       insert into alerts select '019a0000-0000-7000-8000-000000000001', timestamp, severity, title, message,
         details, 'of_the_backup', count, last_seen_at, acknowledged_at, resolved_at, deliveries, to_tell from alerts;`,
    );
    await alerting.database.replaceWith(incoming);
    expect(await readRows(alerting)).toHaveLength(2);
    await clock.pass(1_000);
    expect((await alerting.list({ state: 'open' })).map(({ id, cause }) => [id, cause])).toEqual([
      [mine?.id, 'disk_space'],
      ['019a0000-0000-7000-8000-000000000001', 'of_the_backup'],
    ]);
    expect(await readRows(alerting)).toMatchObject([
      { cause: 'disk_space', resolved_at: expect.any(String) },
      { cause: 'of_the_backup', resolved_at: null },
      { id: mine?.id, resolved_at: null },
    ]);
  });
});

describe('old alerts', () => {
  it('are removed 90 days after their end, by and by', async ({ alerting, clock }) => {
    alerting.alarms.raise({ ...DISK, cause: 'lasting' });
    alerting.alarms.raise({ ...DISK, cause: 'ended_late' });
    alerting.alarms.raise(BACKUP_DONE);
    await clock.pass(DAY_MS);
    alerting.alarms.clear('ended_late');
    const [{ id = '' } = {}] = await alerting.list({ state: 'resolved', severity: 'INFO' });
    await clock.pass(89.5 * DAY_MS);
    alerting.alarms.raise(DISK);
    await clock.pass(5_000);
    expect((await alerting.list()).map(({ cause }) => cause)).toEqual([
      'disk_space',
      'ended_late',
      'lasting',
    ]);
    expect((await callRefused(alerting, readAlert, { params: { id }, headers: ADMIN })).body.code).toBe(
      'alert_not_found',
    );
    await clock.pass(DAY_MS);
    alerting.alarms.raise(DISK);
    await clock.pass(5_000);
    expect((await alerting.list()).map(({ cause }) => cause)).toEqual(['disk_space', 'lasting']);
  });
});

function readRows({ database }: AlertsServer) {
  return database.kysely.selectFrom('alerts').selectAll().orderBy('id').execute();
}
