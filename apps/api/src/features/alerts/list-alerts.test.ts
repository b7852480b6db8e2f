import { type Alert, acknowledgeAlert, listAlerts } from '@bookchat/shared';
import { describe, expect } from 'vitest';
import { ADMIN, it as base, DISK } from '../../../test/alerts-test.ts';
import { call, callRefused } from '../../../test/call.ts';

const SEVERITIES = ['CRITICAL', 'WARNING', 'INFO'] as const;

/** Nine alerts, a second apart, of which the first three are resolved and the next three acknowledged. */
const it = base.extend('nine', async ({ alerting, clock }) => {
  for (const nth of [0, 1, 2, 3, 4, 5, 6, 7, 8]) {
    alerting.alarms.raise({ ...DISK, cause: `cause_${nth}`, severity: SEVERITIES[nth % 3] ?? 'INFO' });
    if (nth < 3) alerting.alarms.clear(`cause_${nth}`);
    await clock.pass(1_000);
  }
  for (const { id, cause } of await alerting.list())
    if (/[345]$/.test(cause)) await call(alerting, acknowledgeAlert, { params: { id }, headers: ADMIN });
  return alerting;
});

describe('the list of alerts', () => {
  it.for([
    [{}, '876543210'],
    [{ severity: 'CRITICAL' }, '630'],
    [{ state: 'open' }, '876'],
    [{ state: 'acknowledged' }, '543'],
    [{ state: 'resolved' }, '210'],
    [{ state: 'resolved', severity: 'WARNING' }, '1'],
    [{ state: 'open', severity: 'INFO' }, '8'],
    [{ since: '2026-11-20T12:00:05.000Z' }, '8765'],
    [{ since: '2026-11-20T12:00:05.001Z' }, '876'],
    [{ until: '2026-11-20T12:00:02.000Z' }, '10'],
    [{ until: '2026-11-20T12:00:02.001Z' }, '210'],
    [{ since: '2026-11-20T12:00:01.000Z', until: '2026-11-20T12:00:04.000Z', severity: 'CRITICAL' }, '3'],
    [{ since: '2026-11-20T12:00:05.000Z', until: '2026-11-20T12:00:05.000Z' }, ''],
    [{ since: '2027-01-01T00:00:00.000Z' }, ''],
    [{ since: '0000-01-01T00:00:00.000Z', until: '9999-12-31T23:59:59.999Z' }, '876543210'],
  ] as const)('with %j has %s, latest first', async ([query, expected], { nine }) => {
    expect(causesOf(await nine.list(query))).toBe(expected);
  });

  it.for([1, 2, 4, 9])('comes whole in pages of %i', async (limit, { nine }) => {
    const seen: Alert[] = [];
    for (let hasMore = true; hasMore; ) {
      const query = { limit, ...(seen.length === 0 ? {} : { before: seen.at(-1)?.id }) };
      const { body } = await call(nine, listAlerts, { query, headers: ADMIN });
      expect(body.alerts).toHaveLength(Math.min(limit, 9 - seen.length));
      seen.push(...body.alerts);
      hasMore = body.has_more;
      expect(hasMore).toBe(seen.length < 9);
    }
    expect(causesOf(seen)).toBe('876543210');
  });

  it('is the same when all of it comes from the database', async ({ nine, serve, clock }) => {
    await clock.pass(600_000);
    const before = await nine.list();
    await nine.close();
    const later = await serve();
    expect(await later.list()).toEqual(before);
    expect(causesOf(await later.list({ state: 'resolved', limit: 2 }))).toBe('21');
  });

  it('says how many are not resolved, whatever it was asked for', async ({ nine }) => {
    const { body } = await call(nine, listAlerts, { query: { severity: 'INFO', limit: 1 }, headers: ADMIN });
    expect(body.unresolved).toEqual({ CRITICAL: 2, WARNING: 2, INFO: 2 });
  });

  it.for([
    [{ severity: 'critical' }, 'severity'],
    [{ state: 'closed' }, 'state'],
    [{ since: 'yesterday' }, 'since'],
    [{ until: '2026-11-20' }, 'until'],
    [{ before: '1' }, 'before'],
    [{ limit: 0 }, 'limit'],
    [{ limit: 201 }, 'limit'],
    [{ offset: 1 }, 'offset'],
  ] as const)('refuses %j', async ([query, path], { alerting }) => {
    const { body } = await callRefused(alerting, listAlerts, { query, headers: ADMIN });
    expect(body.errors).toMatchObject([{ path }]);
  });

  it('goes on from an id that it does not hold', async ({ nine }) => {
    expect(causesOf(await nine.list({ before: 'ffffffff-ffff-7fff-bfff-ffffffffffff' }))).toBe('876543210');
    expect(await nine.list({ before: '00000000-0000-7000-8000-000000000000' })).toEqual([]);
  });

  it('is not for those who lack the right', async ({ alerting }) => {
    expect((await callRefused(alerting, listAlerts)).status).toBe(401);
  });
});

function causesOf(alerts: readonly Alert[]): string {
  return alerts.map(({ cause }) => cause.at(-1)).join('');
}
