import { acknowledgeAlert, readAlert, resolveAlert } from '@bookchat/shared';
import { uuidv7 } from 'uuidv7';
import { describe, expect } from 'vitest';
import { ADMIN, DISK, it } from '../../../test/alerts-test.ts';
import { call, callRefused } from '../../../test/call.ts';
import type { Alarm } from '../../plugins/alarms.ts';

const BACKUP_DONE: Alarm = {
  cause: 'backup',
  severity: 'INFO',
  title: 'A backup was made',
  message: 'It is verified.',
  isOver: true,
};
const MINUTE_MS = 60_000;

describe('an alert', () => {
  it('holds when, how bad, what, why and what to do', async ({ alerting }) => {
    alerting.alarms.raise(DISK);
    const [alert] = await alerting.list();
    expect(alert).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      timestamp: '2026-11-20T12:00:00.000Z',
      severity: 'WARNING',
      title: 'The disk is nearly full',
      message: 'Make room on it.',
      details: { free_percent: 8 },
      cause: 'disk_space',
      count: 1,
      last_seen_at: '2026-11-20T12:00:00.000Z',
      state: 'open',
      acknowledged_at: null,
      resolved_at: null,
    });
    expect(
      (await call(alerting, readAlert, { params: { id: alert?.id ?? '' }, headers: ADMIN })).body,
    ).toEqual(alert);
  });

  it('counts the same cause, and says what it says last', async ({ alerting, clock }) => {
    alerting.alarms.raise(DISK);
    await clock.pass(MINUTE_MS);
    alerting.alarms.raise({ ...DISK, message: 'Make more room on it.', details: { free_percent: 5 } });
    expect(await alerting.list()).toEqual([
      expect.objectContaining({
        count: 2,
        timestamp: '2026-11-20T12:00:00.000Z',
        last_seen_at: '2026-11-20T12:01:00.000Z',
        message: 'Make more room on it.',
        details: { free_percent: 5 },
      }),
    ]);
  });

  it('ends with its cause, and is another one when that comes back later', async ({ alerting, clock }) => {
    alerting.alarms.raise(DISK);
    await clock.pass(MINUTE_MS);
    alerting.alarms.clear(DISK.cause);
    expect(await alerting.list()).toMatchObject([
      { state: 'resolved', resolved_at: '2026-11-20T12:01:00.000Z' },
    ]);
    await clock.pass(6 * MINUTE_MS);
    alerting.alarms.raise(DISK);
    expect(await alerting.list()).toMatchObject([
      { state: 'open', count: 1 },
      { state: 'resolved', count: 1 },
    ]);
  });

  it('goes on when its cause is back within five minutes', async ({ alerting, clock }) => {
    for (let round = 0; round < 10; round++) {
      alerting.alarms.raise(DISK);
      alerting.alarms.clear(DISK.cause);
      await clock.pass(MINUTE_MS);
    }
    alerting.alarms.raise(DISK);
    expect(await alerting.list()).toMatchObject([{ state: 'open', count: 11, resolved_at: null }]);
  });

  it('grows worse with its cause, and not better', async ({ alerting }) => {
    alerting.alarms.raise(DISK);
    alerting.alarms.raise({ ...DISK, severity: 'CRITICAL', title: 'The disk is full' });
    alerting.alarms.raise({ ...DISK, severity: 'INFO', title: 'The disk has room' });
    expect(await alerting.list()).toMatchObject([
      { severity: 'CRITICAL', title: 'The disk has room', count: 3, state: 'open' },
    ]);
  });

  it('of one cause leaves that of another alone', async ({ alerting }) => {
    alerting.alarms.raise(DISK);
    alerting.alarms.raise({ ...DISK, cause: 'event_loop' });
    alerting.alarms.raise(DISK);
    alerting.alarms.clear('event_loop');
    alerting.alarms.clear('never_raised');
    expect(await alerting.list()).toMatchObject([
      { cause: 'event_loop', count: 1, state: 'resolved' },
      { cause: 'disk_space', count: 2, state: 'open' },
    ]);
  });

  it('of what is over is resolved from the beginning, and one each time', async ({ alerting, clock }) => {
    alerting.alarms.raise(BACKUP_DONE);
    await clock.pass(1_000);
    alerting.alarms.raise(BACKUP_DONE);
    expect(await alerting.list()).toMatchObject([
      { cause: 'backup', state: 'resolved', count: 1, resolved_at: '2026-11-20T12:00:01.000Z' },
      { cause: 'backup', state: 'resolved', count: 1, resolved_at: '2026-11-20T12:00:00.000Z' },
    ]);
  });

  it('never ends before it began, also where the clock was set back', async ({ alerting, clock }) => {
    alerting.alarms.raise(DISK);
    clock.jump(-60 * MINUTE_MS);
    alerting.alarms.raise(DISK);
    alerting.alarms.clear(DISK.cause);
    const [alert] = await alerting.list();
    expect(alert).toMatchObject({ last_seen_at: alert?.timestamp, resolved_at: alert?.timestamp });
  });

  it('shortens and tidies what it is told', async ({ alerting }) => {
    alerting.alarms.raise({
      cause: 'odd\ncause',
      severity: 'WARNING',
      title: `Forged\r\nBcc: mallory@example.org ${'x'.repeat(500)}`,
      message: `\u001b[31mred\u001b[0m\u2028and \u202egnol${'y'.repeat(5_000)}`,
      details: {
        ...Object.fromEntries(Array.from({ length: 50 }, (_, at) => [`detail_${at}`, 'z'.repeat(1_000)])),
        detail_0: Number.POSITIVE_INFINITY,
        detail_1: '\ud800 half a character\nlevel: fatal',
      },
    });
    const [alert] = await alerting.list();
    expect(alert?.cause).toBe('odd cause');
    expect(alert?.title).toMatch(/^Forged Bcc: mallory@example\.org x+…$/);
    expect(alert?.title.length).toBe(150);
    expect(alert?.message.length).toBe(2_000);
    expect(alert?.message).toMatch(/^\[31mred \[0m and {2}gnoly+…$/);
    expect(Object.keys(alert?.details ?? {})).toHaveLength(20);
    expect(alert?.details).toMatchObject({
      detail_0: null,
      detail_1: '\ufffd half a character level: fatal',
      detail_2: `${'z'.repeat(299)}…`,
    });
    alerting.alarms.clear('odd\ncause');
    expect(await alerting.list()).toMatchObject([{ state: 'resolved' }]);
  });
});

describe('an operator', () => {
  it('acknowledges an alert, once and for all', async ({ alerting, clock }) => {
    alerting.alarms.raise(DISK);
    const [{ id = '' } = {}] = await alerting.list();
    const first = await call(alerting, acknowledgeAlert, { params: { id }, headers: ADMIN });
    expect(first.body).toMatchObject({ state: 'acknowledged', acknowledged_at: '2026-11-20T12:00:00.000Z' });
    await clock.pass(MINUTE_MS);
    const again = await call(alerting, acknowledgeAlert, { params: { id }, headers: ADMIN });
    expect(again.body).toEqual(first.body);
    alerting.alarms.raise(DISK);
    expect(await alerting.list()).toMatchObject([{ state: 'acknowledged', count: 2 }]);
  });

  it('has acknowledged no more than what there was', async ({ alerting }) => {
    alerting.alarms.raise(DISK);
    const [{ id = '' } = {}] = await alerting.list();
    await call(alerting, acknowledgeAlert, { params: { id }, headers: ADMIN });
    alerting.alarms.raise({ ...DISK, severity: 'CRITICAL' });
    expect(await alerting.list()).toMatchObject([{ id, state: 'open', acknowledged_at: null }]);
  });

  it('resolves an alert, and hears of its cause anew if that goes on', async ({ alerting, clock }) => {
    alerting.alarms.raise(DISK);
    const [{ id = '' } = {}] = await alerting.list();
    const first = await call(alerting, resolveAlert, { params: { id }, headers: ADMIN });
    expect(first.body).toMatchObject({ state: 'resolved', resolved_at: '2026-11-20T12:00:00.000Z' });
    await clock.pass(MINUTE_MS);
    for (const endpoint of [resolveAlert, acknowledgeAlert])
      expect((await call(alerting, endpoint, { params: { id }, headers: ADMIN })).body).toEqual(first.body);
    alerting.alarms.raise(DISK);
    expect(await alerting.list()).toMatchObject([
      { state: 'open', count: 1 },
      { id, state: 'resolved' },
    ]);
  });

  it('resolves also an alert that had only just come back', async ({ alerting }) => {
    alerting.alarms.raise(DISK);
    alerting.alarms.clear(DISK.cause);
    alerting.alarms.raise(DISK);
    const [{ id = '' } = {}] = await alerting.list();
    await call(alerting, resolveAlert, { params: { id }, headers: ADMIN });
    alerting.alarms.raise(DISK);
    expect(await alerting.list()).toMatchObject([
      { state: 'open', count: 1 },
      { id, state: 'resolved', count: 2 },
    ]);
  });

  it('is told where there is no such alert', async ({ alerting }) => {
    const params = { id: uuidv7() };
    for (const endpoint of [readAlert, acknowledgeAlert, resolveAlert]) {
      const { body } = await callRefused(alerting, endpoint, { params, headers: ADMIN });
      expect(body.code).toBe('alert_not_found');
    }
    const { body } = await callRefused(alerting, readAlert, { params: { id: '1' }, headers: ADMIN });
    expect(body.code).toBe('validation_failed');
  });

  it('needs the right to it', async ({ alerting }) => {
    for (const endpoint of [readAlert, acknowledgeAlert, resolveAlert]) {
      const { status } = await callRefused(alerting, endpoint, { params: { id: uuidv7() } });
      expect(status).toBe(401);
    }
  });
});

describe('the log', () => {
  it('has a line for what begins, grows worse, comes back and ends, and none for a repeat', async ({
    alerting,
  }) => {
    const { alarms } = alerting;
    alarms.raise(DISK);
    alarms.raise(DISK);
    alarms.raise({ ...DISK, severity: 'CRITICAL' });
    alarms.clear(DISK.cause);
    alarms.raise(DISK);
    alarms.raise(BACKUP_DONE);
    const lines = alerting.logged().filter((line) => 'alert' in line);
    expect(lines.map(({ level, msg }) => [level, msg])).toEqual([
      [40, 'WARNING: The disk is nearly full. Make room on it.'],
      [60, 'CRITICAL: The disk is nearly full. Make room on it.'],
      [30, 'Resolved: The disk is nearly full'],
      [60, 'CRITICAL: The disk is nearly full. Make room on it.'],
      [30, 'INFO: A backup was made. It is verified.'],
    ]);
    expect(lines[1]?.['alert']).toEqual({
      event: 'escalated',
      id: expect.any(String),
      cause: 'disk_space',
      severity: 'CRITICAL',
      count: 3,
      details: { free_percent: 8 },
    });
  });
});

describe('the server', () => {
  it('knows without the database what is not resolved, and what was last', async ({ alerting, clock }) => {
    expect(alerting.alerts.unresolved()).toEqual({ CRITICAL: 0, WARNING: 0, INFO: 0 });
    for (let nth = 0; nth < 60; nth++) {
      alerting.alarms.raise({ ...DISK, cause: `disk_${nth}`, severity: nth === 0 ? 'CRITICAL' : 'WARNING' });
      await clock.pass(10);
    }
    alerting.alarms.clear('disk_59');
    expect(alerting.alerts.unresolved()).toEqual({ CRITICAL: 1, WARNING: 58, INFO: 0 });
    expect(alerting.alerts.recent(2)).toMatchObject([
      { cause: 'disk_59', state: 'resolved' },
      { cause: 'disk_58', state: 'open' },
    ]);
    expect(alerting.alerts.recent(1_000)).toHaveLength(50);
    expect(alerting.alerts.state()).toEqual({
      status: 'degraded',
      message: `Critical, and seen by nobody yet: ${DISK.title}.`,
    });
    alerting.alarms.clear('disk_0');
    expect(alerting.alerts.state()).toEqual({ status: 'healthy', message: 'Alerts go to: log.' });
  });

  it('counts in one alert what is more than it can hold', async ({ alerting }) => {
    for (let nth = 0; nth < 700; nth++) alerting.alarms.raise({ ...DISK, cause: `disk_${nth}` });
    alerting.alarms.raise({ ...DISK, cause: 'disk_700', severity: 'CRITICAL' });
    expect(alerting.alerts.unresolved()).toEqual({ CRITICAL: 1, WARNING: 500, INFO: 0 });
    expect(await alerting.list({ severity: 'CRITICAL' })).toMatchObject([
      { cause: 'alerts.overflow', count: 201, details: { latest_cause: 'disk_700' } },
    ]);
    alerting.alarms.raise({ ...DISK, cause: 'disk_3' });
    expect((await alerting.list({ limit: 200 })).find(({ cause }) => cause === 'disk_3')).toBeUndefined();
    expect(alerting.alerts.unresolved()['WARNING']).toBe(500);
  });
});
