import { join } from 'node:path';
import { listTasks, runTask, type Task } from '@bookchat/shared';
import BetterSqlite3 from 'better-sqlite3';
import { describe, expect, vi } from 'vitest';
import { call, callRefused } from '../../../test/call.ts';
import { createClock } from '../../../test/create-clock.ts';
import { post } from '../../../test/post.ts';
import { it } from '../../../test/server-test.ts';
import { TEST_ADMIN_TOKEN, type TestServer } from '../../../test/start-test-server.ts';
import { runInWorker } from '../../lib/run-in-worker.ts';
import type { TaskDefinition } from './index.ts';

/** Before anything else is due. */
const TIMEOUT_MS = 3_000;
/** What only the thread can have taken of a processor since it said that it begins. */
const BUSY_MICROSECONDS = 100_000;
/** Until SQLite has come to the end. */
const LONG = { timeout: 15_000 };
const headers = { authorization: `Bearer ${TEST_ADMIN_TOKEN}` };

describe('work that SQLite does not let go of', () => {
  it('is given up at its timeout, while messages are posted and other tasks run', async ({
    start,
    folder,
  }) => {
    const clock = createClock();
    const server = await start.server({}, { clock });
    const { promise: isAtWork, resolve: onProgress } = Promise.withResolvers<unknown>();
    const input = { file: createSlowDatabase(folder) };
    const run = async ({ signal }: { signal: AbortSignal }) =>
      (await runInWorker<string[]>('checkDatabase', input, { signal, onProgress })).join();
    add(server, { name: 'check', run });
    add(server, { name: 'tidy', run: async () => 'All is tidy.' });
    await trigger(server, 'check');
    await isAtWork;
    const before = process.cpuUsage();
    await vi.waitFor(() => expect(process.cpuUsage(before).user).toBeGreaterThan(BUSY_MICROSECONDS), LONG);
    await clock.pass(TIMEOUT_MS);
    expect(await find(server, 'check')).toMatchObject({
      running_since: '2026-11-20T12:00:00.000Z',
      last_run: { result: 'timed_out', message: 'It was given up after 3 s.' },
    });
    await post(server, { author: 'alice', content: 'Is anybody there?' });
    await trigger(server, 'tidy');
    expect((await find(server, 'tidy')).last_run?.result).toBe('ok');
    const refusal = await callRefused(server, runTask, { headers, params: { name: 'check' } });
    expect(refusal.body).toMatchObject({ code: 'already_running', detail: expect.stringContaining('hangs') });
    await vi.waitFor(async () => expect((await find(server, 'check')).running_since).toBeNull(), LONG);
    expect(await find(server, 'check')).toMatchObject({ runs: 1, last_run: { result: 'timed_out' } });
  });
});

/** A database of which SQLite computes each row anew when it is checked, in one call that takes it a second or more. */
function createSlowDatabase(folder: string): string {
  const file = join(folder, 'slow.db');
  const database = new BetterSqlite3(file);
  database.exec(`
    create table slow (id integer primary key);
    create index computed on slow (length(hex(zeroblob(1000000 + id))));
    with recursive number(value) as (select 1 union all select value + 1 from number limit 1000)
      insert into slow select value from number`);
  database.close();
  return file;
}

function add({ app }: TestServer, task: Pick<TaskDefinition, 'name' | 'run'>): void {
  const common = { summary: 'Does it.', schedule: '1h', jitterMs: 0, timeoutMs: TIMEOUT_MS };
  app.scheduler.add({ ...common, ...task });
}

function trigger(server: TestServer, name: string): Promise<unknown> {
  return call(server, runTask, { headers, params: { name } });
}

async function find(server: TestServer, name: string): Promise<Task> {
  const { tasks } = (await call(server, listTasks, { headers })).body;
  return tasks.find((task) => task.name === name) as Task;
}
