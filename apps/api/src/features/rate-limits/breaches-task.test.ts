import { type Alert, listAlerts, listTasks, postMessage, runTask, type Task } from '@bookchat/shared';
import { sql } from 'kysely';
import { describe, expect, vi } from 'vitest';
import { call } from '../../../test/call.ts';
import { createClock } from '../../../test/create-clock.ts';
import { countBreaches, RIGHT, readBreaches } from '../../../test/read-breaches.ts';
import { send } from '../../../test/send.ts';
import { it as base } from '../../../test/server-test.ts';
import type { TestServer } from '../../../test/start-test-server.ts';
import type { Alarm } from '../../plugins/alarms.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const FLUSH = 10 * SECOND;
const LIMIT = 5;

const it = base
  .extend('clock', () => createClock('2026-11-20T12:00:00.000Z'))
  .extend('watched', ({ start, clock }) =>
    start.server({ RATE_LIMIT_MAX_REQUESTS: String(LIMIT) }, { clock }),
  )
  .extend('alarms', ({ watched }) => hearAlarms(watched));

describe('more than ten refusals in 24 hours', () => {
  it('raise one warning, which says who, where and what to do', async ({ watched, alarms, clock }) => {
    await postTimes(watched, LIMIT + 10);
    await clock.pass(FLUSH);
    expect(alarms.raised, 'ten are not more than ten').toEqual([]);
    await postTimes(watched, 3);
    await clock.pass(FLUSH);
    await postTimes(watched, 3);
    await clock.pass(FLUSH);
    expect(alarms.raised).toEqual([
      {
        cause: 'rate_limit_breaches',
        severity: 'WARNING',
        title: 'Many requests go beyond the limits',
        message: expect.stringMatching(
          /^13 requests .* last 24 h; more than 10 .* 13, by 127\.0\.0\.1; .* 13, on POST \/api\/messages\. .*RATE_LIMIT_MAX_REQUESTS.*\/api\/system\/breaches/s,
        ),
        details: {
          total: 13,
          period_hours: 24,
          top_endpoint: 'POST /api/messages',
          top_client: '127.0.0.1',
          top_limit: 'write',
        },
      },
    ]);
  });

  it('are an alert, open until fewer are left', async ({ watched, clock }) => {
    await postTimes(watched, LIMIT + 11);
    await clock.pass(FLUSH);
    expect(await findAlert(watched)).toMatchObject({ severity: 'WARNING', state: 'open', count: 1 });
    clock.jump(DAY);
    await runBreachesTask(watched);
    await vi.waitFor(async () => expect(await findAlert(watched)).toMatchObject({ state: 'resolved' }));
  });

  it('are told again by the task, with what has come since', async ({ watched, alarms, clock }) => {
    await postTimes(watched, LIMIT + 11);
    expect((await runBreachesTask(watched)).message).toBe('11 breaches in the last 24 h, most by 127.0.0.1');
    await runBreachesTask(watched);
    clock.jump(SECOND);
    await postTimes(watched, 20);
    await runBreachesTask(watched);
    expect(alarms.raised.map(({ details }) => details?.['total'])).toEqual([11, 31]);
  });

  it('are no warning any more once fewer are left', async ({ watched, alarms, clock }) => {
    await postTimes(watched, LIMIT + 11);
    await clock.pass(FLUSH);
    clock.jump(DAY);
    alarms.cleared.length = 0;
    expect((await runBreachesTask(watched)).message).toBe('no breaches in the last 24 h');
    expect(alarms.cleared).toContain('rate_limit_breaches');
    refuse(watched, 11);
    await clock.pass(FLUSH);
    expect(alarms.raised, 'and again a warning when there are more').toHaveLength(2);
  });

  it('end the warning that a server before this one has raised', async ({ start, clock }) => {
    const server = await start.server({}, { clock });
    const { cleared } = hearAlarms(server);
    await runBreachesTask(server);
    expect(cleared).toContain('rate_limit_breaches');
  });

  it('may be another number', async ({ start, clock }) => {
    const server = await start.server({ BREACH_WARNING_COUNT: '2', BREACH_PERIOD_HOURS: '1' }, { clock });
    const { raised } = hearAlarms(server);
    refuse(server, 3);
    await clock.pass(FLUSH);
    expect(raised).toMatchObject([{ details: { total: 3, period_hours: 1 } }]);
  });

  it('of tokens ask whether somebody is guessing', async ({ watched, alarms, clock }) => {
    for (let count = 0; count < 11; count++)
      watched.app.breachBuffer.add('admin_token', 'GET /api/system/tasks', '203.0.113.7');
    await clock.pass(FLUSH);
    expect(alarms.raised[0]?.message).toContain('Somebody may be guessing the admin token');
  });

  it('name an address, though most were of others', async ({ watched, alarms, clock }) => {
    refuse(watched, 20, '(others)');
    refuse(watched, 2, '203.0.113.7');
    await clock.pass(FLUSH);
    expect(alarms.raised[0]?.message).toContain('2, by 203.0.113.7');
    expect((await runBreachesTask(watched)).message).toContain('most by 203.0.113.7');
  });
});

describe('the task rate_limits', () => {
  it('runs every hour', async ({ watched, clock }) => {
    await clock.pass(HOUR + 2 * MINUTE);
    const look = async () => {
      await clock.pass(MINUTE);
      return findTask(watched);
    };
    await expect.poll(look).toMatchObject({ schedule: '1h', runs: 2, failures: 0 });
  });

  it('forgets what is older than 30 days, and nothing younger', async ({ watched, clock }) => {
    refuse(watched, 1, 'alice');
    await clock.pass(FLUSH);
    clock.jump(DAY);
    refuse(watched, 1, 'bob');
    await clock.pass(FLUSH);
    clock.jump(29 * DAY);
    expect((await runBreachesTask(watched)).result).toBe('ok');
    const { summary } = await readBreaches(watched, 720);
    expect(summary.by_client).toMatchObject([{ client: 'bob' }]);
    expect(await countBreaches(watched)).toEqual({ rows: 1, refusals: 1 });
  });

  it('forgets many in small parts, between which others write', async ({ watched, clock }) => {
    for (let address = 0; address < 2_500; address++) refuse(watched, 1, `198.51.100.${address}`);
    await clock.pass(FLUSH);
    clock.jump(31 * DAY);
    const transact = vi.spyOn(watched.database, 'transact');
    await runBreachesTask(watched);
    expect(await countBreaches(watched)).toEqual({ rows: 0, refusals: null });
    expect(transact.mock.calls.length).toBeGreaterThanOrEqual(3);
  });

  it('keeps what the period looks at', async ({ start, clock }) => {
    const env = { BREACH_RETENTION_DAYS: '3', BREACH_PERIOD_HOURS: '72' };
    const server = await start.server(env, { clock });
    refuse(server, 2);
    await clock.pass(FLUSH);
    clock.jump(2 * DAY);
    await runBreachesTask(server);
    expect(server.app.breaches.summarize().total).toBe(2);
    clock.jump(DAY);
    await runBreachesTask(server);
    expect(await countBreaches(server)).toEqual({ rows: 0, refusals: null });
  });

  it.for([
    ['30 days', {}, 90 * DAY],
    ['the period', { BREACH_RETENTION_DAYS: '1' }, 25 * HOUR],
    ['a period that is as long', { BREACH_PERIOD_HOURS: '720' }, 30 * DAY + HOUR],
  ] as const)('ends the warning of what it forgets after %s', async ([, env, jump], { start, clock }) => {
    const server = await start.server(env, { clock });
    const { cleared } = hearAlarms(server);
    refuse(server, 20);
    await clock.pass(FLUSH);
    clock.jump(jump);
    await runBreachesTask(server);
    clock.jump(25 * HOUR);
    expect((await runBreachesTask(server)).message).toContain('no breaches');
    expect(server.app.breaches.summarize()).toMatchObject({ total: 0, by_limit: [], by_client: [] });
    expect(await countBreaches(server)).toEqual({ rows: 0, refusals: null });
    expect(cleared).toContain('rate_limit_breaches');
  });

  it('forgets what a clock that was months ahead has written, so that no warning lasts for months', async ({
    watched,
    alarms,
    clock,
  }) => {
    clock.jump(90 * DAY);
    refuse(watched, 20);
    await clock.pass(FLUSH);
    clock.jump(-90 * DAY);
    await runBreachesTask(watched);
    expect(watched.app.breaches.summarize().total, 'the clock may not be right yet').toBe(20);
    await clock.pass(HOUR / 2);
    alarms.cleared.length = 0;
    await runBreachesTask(watched);
    expect(watched.app.breaches.summarize().total).toBe(0);
    expect(alarms.cleared).toContain('rate_limit_breaches');
  });

  it('fails where nothing can be removed, and the breaches stay', async ({ watched, clock }) => {
    refuse(watched, 1);
    await clock.pass(FLUSH);
    clock.jump(31 * DAY);
    await sql`create trigger keep before delete on breaches begin select raise(abort, 'no'); end`.execute(
      watched.database.kysely,
    );
    expect((await runBreachesTask(watched)).result).toBe('failed');
    expect(await countBreaches(watched)).toMatchObject({ rows: 1 });
  });
});

function hearAlarms({ app }: TestServer): { raised: Alarm[]; cleared: string[] } {
  const raised: Alarm[] = [];
  const cleared: string[] = [];
  app.alarms.listen({
    raised: (alarm) => void (alarm.cause === 'rate_limit_breaches' && raised.push(alarm)),
    cleared: (cause) => void cleared.push(cause),
  });
  return { raised, cleared };
}

async function postTimes(server: TestServer, times: number): Promise<void> {
  for (let count = 0; count < times; count++)
    await send(server, { method: 'POST', path: postMessage.path, body: { content: 'hello' } });
}

function refuse({ app }: TestServer, times: number, client = '203.0.113.7'): void {
  for (let count = 0; count < times; count++) app.breachBuffer.add('write', 'POST /api/messages', client);
}

/** Runs it as an operator does, and tells how it ended. */
async function runBreachesTask(server: TestServer): Promise<NonNullable<Task['last_run']>> {
  const { runs } = await findTask(server);
  await call(server, runTask, { params: { name: 'rate_limits' }, headers: RIGHT });
  return vi.waitFor(async () => {
    const task = await findTask(server);
    expect(task).toMatchObject({ runs: runs + 1, running_since: null });
    return task.last_run as NonNullable<Task['last_run']>;
  });
}

async function findTask(server: TestServer): Promise<Task> {
  const { body } = await call(server, listTasks, { headers: RIGHT });
  return body.tasks.find(({ name }) => name === 'rate_limits') as Task;
}

async function findAlert(server: TestServer): Promise<Alert | undefined> {
  const { body } = await call(server, listAlerts, { headers: RIGHT, query: { severity: 'WARNING' } });
  return body.alerts.find(({ cause }) => cause === 'rate_limit_breaches');
}
