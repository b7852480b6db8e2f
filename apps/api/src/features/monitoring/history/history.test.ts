import {
  type History,
  listTasks,
  makeBackup,
  readHistory,
  readStats,
  type Task,
  type TaskRun,
} from '@bookchat/shared';
import { sql } from 'kysely';
import { describe, expect, vi } from 'vitest';
import { call, callRefused } from '../../../../test/call.ts';
import { createClock, type TestClock } from '../../../../test/create-clock.ts';
import { post } from '../../../../test/post.ts';
import { restore } from '../../../../test/restore.ts';
import { runTask } from '../../../../test/run-task.ts';
import { it as base } from '../../../../test/server-test.ts';
import { TEST_ADMIN_TOKEN, type TestServer } from '../../../../test/start-test-server.ts';

const headers = { authorization: `Bearer ${TEST_ADMIN_TOKEN}` };
const MINUTE_MS = 60_000;
const START = Date.parse('2026-11-20T12:00:00.000Z') / 1_000;

const it = base
  .extend('clock', () => createClock())
  .extend(
    'kept',
    ({ start, clock, folder }) =>
      (env: Record<string, string> = {}) =>
        start.server({ DATA_DIR: folder, ...env }, { clock }),
  );

describe('the history of the figures', () => {
  it('is empty at first, and has its times all the same', async ({ kept }) => {
    const server = await kept();
    const { step_seconds, times, series } = await read(server, 'hour');
    expect(step_seconds).toBe(60);
    expect(times).toEqual(Array.from({ length: 60 }, (_, index) => START - (60 - index) * 60));
    for (const values of Object.values(series)) expect(values).toEqual(Array(60).fill(null));
  });

  it('holds what happened within each minute', async ({ kept, clock }) => {
    const server = await kept();
    await post(server, ...Array.from({ length: 6 }, () => ({ content: 'hello' })));
    for (let times = 0; times < 6; times++) await call(server, readStats, { headers });
    await passMinute(server, clock);
    const { times, series } = await read(server, 'hour');
    expect(times.at(-1)).toBe(START);
    const last = lastOf(series);
    // Twelve, and the question for the tasks before the minute ends.
    expect(last.requests).toBe(0.216667);
    expect(last).toMatchObject({ errors: 0, messages: 0.1, archive_backlog: null });
    for (const name of [
      'latency_p50',
      'latency_p90',
      'latency_p99',
      'memory_bytes',
      'database_bytes',
    ] as const)
      expect(last[name], name).toBeGreaterThan(0);
    expect(last.latency_p50 ?? 1).toBeLessThanOrEqual(last.latency_p99 ?? 0);
    expect(last.event_loop_max).toBeGreaterThanOrEqual(0);
    expect(last.cpu_percent).toBeGreaterThan(0);
  });

  it('knows no latency of a minute in which nobody asked', async ({ kept, clock }) => {
    const server = await kept();
    await clock.pass(MINUTE_MS);
    await vi.waitFor(async () => expect(await listTimes(server, 'metrics_minutes')).toHaveLength(1));
    expect(lastOf((await read(server, 'hour')).series)).toMatchObject({ requests: 0, latency_p50: null });
  });

  it('survives a restart, with a gap for the time between', async ({ kept, clock }) => {
    const before = await kept();
    await passMinute(before, clock);
    await before.close();
    await clock.pass(3 * MINUTE_MS);
    const after = await kept();
    await passMinute(after, clock);
    const { times, series } = await read(after, 'hour');
    expect(times.at(-1)).toBe(START + 4 * 60);
    expect(series.memory_bytes.slice(-5).map((value) => value !== null)).toEqual([
      true,
      false,
      false,
      false,
      true,
    ]);
  });

  it('sums up the hours from their minutes: the mean, and of the worst the worst', async ({
    kept,
    clock,
  }) => {
    const server = await kept();
    await sql`insert into metrics_minutes (at, requests, event_loop_max, latency_p50)
      values (${START + 600}, 5, 0.75, 0.5), (${START + 660}, 1, 0.25, null)`.execute(server.database.kysely);
    for (let minute = 0; minute < 3; minute++) await passMinute(server, clock);
    const { step_seconds, times, series } = await read(server, 'week');
    expect([step_seconds, times.length, times.at(-1)]).toEqual([3_600, 168, START]);
    const last = lastOf(series);
    const { rows } = await sql<Record<string, number | null>>`
      select avg(requests) as requests, max(event_loop_max) as event_loop_max, avg(latency_p50) as latency_p50
        from metrics_minutes`.execute(server.database.kysely);
    expect(last).toMatchObject(rows[0] ?? {});
    expect((await read(server, 'quarter')).times).toHaveLength(2_160);
  });

  it('forgets minutes after a day and hours after 90 days', async ({ kept, clock }) => {
    const server = await kept();
    const old = START - 26 * 3_600;
    const older = START - 91 * 24 * 3_600 - 3_600;
    await sql`insert into metrics_minutes (at) values (${old}), (${START - 3_600})`.execute(
      server.database.kysely,
    );
    await sql`insert into metrics_hours (at) values (${older}), (${old})`.execute(server.database.kysely);
    await passMinute(server, clock);
    expect(await listTimes(server, 'metrics_minutes')).toEqual([START - 3_600, START]);
    expect(await listTimes(server, 'metrics_hours')).toEqual([old, START]);
  });

  it('keeps in memory what cannot be written, and writes it when that is possible again', async ({
    kept,
    clock,
  }) => {
    const server = await kept();
    await sql`alter table metrics_minutes rename to hidden`.execute(server.database.kysely);
    const run = await passMinute(server, clock);
    expect(run.result).toBe('ok');
    expect(run.message).toMatch(/^The database cannot be written now: 1 minutes wait in memory\.$/);
    await sql`alter table hidden rename to metrics_minutes`.execute(server.database.kysely);
    expect((await passMinute(server, clock)).message).toBe('2 minutes are noted.');
    expect(await listTimes(server, 'metrics_minutes')).toEqual([START, START + 60]);
  });

  it('goes on over a restored backup, which does not take it back', async ({ kept, clock }) => {
    const server = await kept();
    await post(server, { content: 'hello' });
    const backup = (await call(server, makeBackup, { headers })).body;
    await runTask(server, 'metrics');
    await restore(server, backup);
    clock.jump(MINUTE_MS);
    await runTask(server, 'metrics');
    expect(await listTimes(server, 'metrics_minutes')).toEqual([START, START + 60]);
  });

  it('is shown with the admin right, of the periods that there are', async ({ server }) => {
    expect((await callRefused(server, readHistory)).body.code).toBe('admin_required');
    const { body } = await callRefused(server, readHistory, { headers, query: { period: 'year' } });
    expect(body.errors?.[0]?.message).toBe('A period is hour, day, week or quarter.');
  });
});

async function read(server: TestServer, period: History['period']): Promise<History> {
  return (await call(server, readHistory, { headers, query: { period } })).body;
}

function lastOf(series: History['series']) {
  return Object.fromEntries(
    Object.entries(series).map(([name, values]) => [name, values.at(-1) ?? null]),
  ) as Record<keyof History['series'], number | null>;
}

/** Lets a minute go by, and what notes it come to its end. */
async function passMinute(server: TestServer, clock: TestClock): Promise<TaskRun> {
  const { runs } = await findTask(server);
  await clock.pass(MINUTE_MS);
  return vi.waitFor(async () => {
    const task = await findTask(server);
    expect(task).toMatchObject({ runs: runs + 1, running_since: null });
    return task.last_run as TaskRun;
  });
}

async function findTask(server: TestServer): Promise<Task> {
  const { tasks } = (await call(server, listTasks, { headers })).body;
  return tasks.find(({ name }) => name === 'metrics') as Task;
}

async function listTimes(server: TestServer, table: 'metrics_minutes' | 'metrics_hours'): Promise<number[]> {
  const rows = await server.database.kysely.selectFrom(table).select('at').orderBy('at').execute();
  return rows.map(({ at }) => at);
}
