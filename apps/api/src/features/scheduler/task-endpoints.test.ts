import { join } from 'node:path';
import { changeTask, listTasks, runTask, type Task } from '@bookchat/shared';
import BetterSqlite3 from 'better-sqlite3';
import { sql } from 'kysely';
import { describe, expect, vi } from 'vitest';
import { call, callRefused } from '../../../test/call.ts';
import { createClock } from '../../../test/create-clock.ts';
import { it as base } from '../../../test/server-test.ts';
import { TEST_ADMIN_TOKEN, type TestServer } from '../../../test/start-test-server.ts';
import type { TaskDefinition } from './index.ts';

const headers = { authorization: `Bearer ${TEST_ADMIN_TOKEN}` };
const params = { name: 'tidy' };
const endWith = ({ signal }: { signal: AbortSignal }) =>
  new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));

/** A server by a clock that stands still, with a task of its own beside the built-in ones. */
const it = base
  .extend('clock', () => createClock())
  .extend('serve', ({ start, clock }) => async (task: Partial<TaskDefinition> = {}, env = {}) => {
    const server = await start.server(env, { clock });
    server.app.scheduler.add({
      name: 'tidy',
      summary: 'Tidies up.',
      schedule: '1h',
      jitterMs: 60_000,
      timeoutMs: 30_000,
      run: async () => 'All is tidy.',
      ...task,
    });
    return server;
  });

describe('GET /api/system/tasks', () => {
  it('lists what the server does by itself, with its times', async ({ serve }) => {
    const server = await serve();
    const { status, body } = await call(server, listTasks, { headers });
    expect(status).toBe(200);
    expect(body.tasks.map(({ name }) => name)).toEqual(
      expect.arrayContaining([
        'api_keys',
        'database_backup',
        'cleanup_backups',
        'database_health',
        'rate_limits',
      ]),
    );
    expect(body.tasks.at(-1)).toEqual({
      name: 'tidy',
      summary: 'Tidies up.',
      enabled: true,
      schedule: '1h',
      default_schedule: '1h',
      jitter: 60,
      timeout: 30,
      running_since: null,
      next_run_at: '2026-11-20T12:00:05.000Z',
      last_run: null,
      runs: 0,
      failures: 0,
      failures_in_a_row: 0,
    });
  });

  it('takes the schedules of the configuration', async ({ serve }) => {
    const server = await serve({}, { SCHEDULE_API_KEYS: '30 3 * * *' });
    expect(await find(server, 'api_keys')).toMatchObject({
      schedule: '30 3 * * *',
      default_schedule: '30 3 * * *',
    });
  });
});

describe('POST /api/system/tasks/:name/run', () => {
  it('answers when the run has started, which then ends by itself', async ({ clock, serve }) => {
    const { promise, resolve } = Promise.withResolvers<string>();
    const server = await serve({ run: () => promise });
    const { status, body } = await call(server, runTask, { headers, params });
    expect(status).toBe(202);
    expect(body).toMatchObject({
      name: 'tidy',
      running_since: '2026-11-20T12:00:00.000Z',
      last_run: null,
      runs: 0,
    });
    await clock.pass(2_000);
    resolve('All is tidy.');
    await vi.waitFor(async () =>
      expect(await find(server, 'tidy')).toMatchObject({
        running_since: null,
        runs: 1,
        last_run: { finished_at: '2026-11-20T12:00:02.000Z', result: 'ok', message: 'All is tidy.' },
      }),
    );
  });

  it('counts as a run from which the pause begins', async ({ clock, serve }) => {
    const server = await serve({ jitterMs: 0 });
    await clock.pass(1_000);
    expect((await call(server, runTask, { headers, params })).body.next_run_at).toBe(
      '2026-11-20T13:00:01.000Z',
    );
  });

  it('runs also what is disabled', async ({ serve }) => {
    const server = await serve();
    await call(server, changeTask, { headers, params, body: { enabled: false } });
    const { body } = await call(server, runTask, { headers, params });
    expect(body).toMatchObject({
      enabled: false,
      next_run_at: null,
      running_since: '2026-11-20T12:00:00.000Z',
    });
  });

  it('refuses a second run at the same time', async ({ serve }) => {
    const server = await serve({ run: endWith });
    await call(server, runTask, { headers, params });
    expect((await callRefused(server, runTask, { headers, params })).body).toMatchObject({
      code: 'already_running',
      status: 409,
      detail: 'The task tidy has been running since 2026-11-20T12:00:00.000Z. Wait until it has ended.',
    });
  });

  it('does not know what is no task, and says which are', async ({ serve }) => {
    const server = await serve();
    const { body } = await callRefused(server, runTask, { headers, params: { name: 'tidy_up' } });
    expect(body).toMatchObject({ code: 'task_not_found', status: 404 });
    expect(body.detail).toContain('tidy');
  });

  it.for(['Tidy', '../tidy', 'a'.repeat(50), '__proto__'])(
    'takes "%s" for no name',
    async (name, { serve }) => {
      const { body } = await callRefused(await serve(), runTask, { headers, params: { name } });
      expect(body.code).toBe('validation_failed');
    },
  );
});

describe('PATCH /api/system/tasks/:name', () => {
  it('disables and enables, also over a restart', async ({ folder, serve }) => {
    const server = await serve({}, { DATA_DIR: folder });
    const disabled = await call(server, changeTask, { headers, params, body: { enabled: false } });
    expect(disabled.body).toMatchObject({ enabled: false, next_run_at: null });
    await server.close();
    const again = await serve({}, { DATA_DIR: folder });
    expect(await find(again, 'tidy')).toMatchObject({ enabled: false, next_run_at: null });
    const enabled = await call(again, changeTask, { headers, params, body: { enabled: true } });
    expect(enabled.body).toMatchObject({ enabled: true, next_run_at: '2026-11-20T12:00:00.000Z' });
  });

  it('keeps what is disabled from running, and tells no longer that it failed', async ({ clock, serve }) => {
    const run = vi.fn(() => Promise.reject(new Error('no')));
    const server = await serve({ run });
    const cleared: string[] = [];
    server.app.alarms.listen({ raised: () => undefined, cleared: (cause) => void cleared.push(cause) });
    await call(server, runTask, { headers, params });
    await vi.waitFor(() => expect(server.app.scheduler.state().failing).toEqual(['tidy']));
    await call(server, changeTask, { headers, params, body: { enabled: false } });
    expect(cleared).toContain('task.tidy');
    expect(server.app.scheduler.state()).toMatchObject({ disabled: ['tidy'], failing: [] });
    await clock.pass(3 * 3_600_000);
    expect(run).toHaveBeenCalledOnce();
  });

  it('gives another schedule, also over a restart, until null brings back the configured one', async ({
    folder,
    serve,
  }) => {
    const server = await serve({}, { DATA_DIR: folder });
    const changed = await call(server, changeTask, { headers, params, body: { schedule: ' 30 3 * * * ' } });
    expect(changed.body).toMatchObject({ schedule: '30 3 * * *', default_schedule: '1h' });
    expect(changed.body.next_run_at).toMatch(/^2026-11-21T03:3/);
    await call(server, changeTask, { headers, params, body: { enabled: false } });
    await server.close();
    const again = await serve({ schedule: '2h' }, { DATA_DIR: folder });
    expect(await find(again, 'tidy')).toMatchObject({
      enabled: false,
      schedule: '30 3 * * *',
      default_schedule: '2h',
    });
    const back = await call(again, changeTask, { headers, params, body: { schedule: null } });
    expect(back.body).toMatchObject({ schedule: '2h', default_schedule: '2h' });
  });

  it('counts a new pause from the last start', async ({ clock, serve }) => {
    const server = await serve({ jitterMs: 0 });
    await call(server, runTask, { headers, params });
    await clock.pass(20 * 60_000);
    const longer = await call(server, changeTask, { headers, params, body: { schedule: '30m' } });
    expect(longer.body.next_run_at).toBe('2026-11-20T12:30:00.000Z');
    const over = await call(server, changeTask, { headers, params, body: { schedule: '10m' } });
    expect(over.body.next_run_at).toBe('2026-11-20T12:20:00.000Z');
  });

  it('goes by the new schedule at once', async ({ clock, serve }) => {
    const run = vi.fn(async () => 'done');
    const server = await serve({ run, schedule: '30 3 1 1 *', isOverdue: () => false });
    await clock.pass(60_000);
    await call(server, changeTask, { headers, params, body: { schedule: '1m' } });
    await clock.pass(3 * 66_000);
    expect(run.mock.calls.length).toBeGreaterThanOrEqual(3);
  });

  it.for([
    '61 * * * *',
    '0 0 30 2 *',
    'a b c d e',
    '* * * * * *',
    '@daily',
    'daily',
    '',
    '0h',
    '1.5h',
    '-1h',
  ])('refuses "%s", and says what a schedule is', async (schedule, { serve }) => {
    const server = await serve();
    const { body } = await callRefused(server, changeTask, { headers, params, body: { schedule } });
    expect(body.code).toBe('validation_failed');
    expect(body.errors).toEqual([
      { path: 'schedule', message: expect.stringMatching(/cron line.*for example "30 3 \* \* \*"/) },
    ]);
    expect(await find(server, 'tidy')).toMatchObject({ schedule: '1h' });
  });

  it.for([{}, { enabled: 'no' }, { schedule: 5 }, { enabled: true, every: '1h' }, undefined])(
    'refuses %j',
    async (body, { serve }) => {
      const refused = await callRefused(await serve(), changeTask, { headers, params, body });
      expect(refused.body.code).toBe('validation_failed');
    },
  );

  it('does not know what is no task', async ({ serve }) => {
    const { body } = await callRefused(await serve(), changeTask, {
      headers,
      params: { name: 'nothing' },
      body: { enabled: true },
    });
    expect(body.code).toBe('task_not_found');
  });

  it('changes nothing where it cannot be written down', async ({ folder, serve }) => {
    const server = await serve({}, { DATA_DIR: folder });
    await sql`pragma busy_timeout = 0`.execute(server.database.kysely);
    const other = new BetterSqlite3(join(folder, 'bookchat.db'));
    other.exec('begin immediate');
    const body = { enabled: false, schedule: '2h' };
    const refused = await callRefused(server, changeTask, { headers, params, body });
    other.close();
    expect(refused.body.code).toBe('overloaded');
    expect(await find(server, 'tidy')).toMatchObject({ enabled: true, schedule: '1h' });
  });

  it('takes changes of both settings at the same time, and while a run ends', async ({ folder, serve }) => {
    const server = await serve({}, { DATA_DIR: folder });
    await Promise.all([
      call(server, changeTask, { headers, params, body: { enabled: false } }),
      call(server, runTask, { headers, params }),
      call(server, changeTask, { headers, params, body: { schedule: '2h' } }),
    ]);
    await vi.waitFor(async () => expect((await find(server, 'tidy')).runs).toBe(1));
    const known = await find(server, 'tidy');
    expect(known).toMatchObject({ enabled: false, schedule: '2h' });
    await server.close();
    expect(await find(await serve({}, { DATA_DIR: folder }), 'tidy')).toEqual(known);
  });

  it('goes by the configuration where it cannot read what was chosen', async ({ folder, serve }) => {
    const server = await serve({}, { DATA_DIR: folder });
    await server.database.kysely
      .insertInto('tasks')
      .values({ name: 'tidy', schedule: 'fortnightly' })
      .execute();
    await server.close();
    const again = await serve({}, { DATA_DIR: folder });
    expect(await find(again, 'tidy')).toMatchObject({
      schedule: '1h',
      next_run_at: '2026-11-20T12:00:05.000Z',
    });
  });
});

describe('the right to see and change tasks', () => {
  it.for([listTasks, runTask, changeTask])('is asked for by $method $path', async (endpoint, { serve }) => {
    const body = endpoint === changeTask ? { enabled: true } : undefined;
    const refused = await callRefused(await serve(), endpoint, { params, body });
    expect(refused.body.code).toBe('admin_required');
  });

  it('is not needed for looking in development', async ({ serve }) => {
    const server = await serve({}, { NODE_ENV: 'development' });
    expect(await call(server, listTasks)).toMatchObject({ status: 200 });
    expect((await callRefused(server, runTask, { params })).body.code).toBe('admin_required');
    const refused = await callRefused(server, changeTask, { params, body: { enabled: false } });
    expect(refused.body.code).toBe('admin_required');
  });
});

async function find(server: TestServer, name: string): Promise<Task> {
  const { tasks } = (await call(server, listTasks, { headers })).body;
  return tasks.find((task) => task.name === name) as Task;
}
