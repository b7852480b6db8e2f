import { once } from 'node:events';
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { changeTask } from '@bookchat/shared';
import { sql } from 'kysely';
import { describe, expect, vi } from 'vitest';
import { call } from '../../../test/call.ts';
import { openConversation } from '../../../test/exchange-raw.ts';
import { makeIncoming } from '../../../test/make-incoming.ts';
import { it } from '../../../test/scheduler-test.ts';
import type { Database } from '../../db/open-database.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

const hang = () => new Promise<never>(() => undefined);

describe('what tasks did', () => {
  it('is known after a restart', async ({ clock, schedule, createTask }) => {
    let count = 0;
    const run = async () => {
      if (count++ === 0) return 'first';
      throw new Error('no more');
    };
    const before = await schedule(createTask({ run }));
    await clock.pass(2 * HOUR);
    const [known] = before.scheduler.list();
    expect(known).toMatchObject({ runs: 2, failures: 1, failures_in_a_row: 1 });
    await before.close();
    const after = await schedule(createTask({ run }));
    expect(after.scheduler.list()).toEqual([known]);
    expect(after.scheduler.state().failing).toEqual(['tidy']);
  });

  it('is known after a restart as interrupted where the process died in it', async ({
    clock,
    folder,
    schedule,
    createTask,
  }) => {
    const died = await schedule(createTask({ run: hang, timeoutMs: HOUR }));
    await clock.pass(10 * SECOND);
    const asItWas = copyOf(folder);
    await clock.pass(2 * HOUR);
    await died.closeInTime();
    asItWas.putBack();
    const task = createTask();
    const { scheduler, alarms } = await schedule(task);
    expect(scheduler.list()[0]).toMatchObject({
      running_since: null,
      runs: 1,
      failures: 0,
      last_run: {
        started_at: '2026-11-20T12:00:05.000Z',
        finished_at: expect.stringMatching(/^2026-11-20T14:00:1/),
        result: 'interrupted',
        message: 'The server ended while it ran.',
      },
    });
    expect(alarms.size).toBe(0);
    await clock.pass(10 * SECOND);
    expect(task.starts).toHaveLength(1);
  });

  it('is written down later where the database takes nothing', async ({ clock, schedule, createTask }) => {
    const { scheduler, database, close } = await schedule(createTask());
    await refuseWrites(database);
    await clock.pass(1.5 * HOUR);
    const [known] = scheduler.list();
    expect(known).toMatchObject({ runs: 2, last_run: { result: 'ok' } });
    expect(await database.kysely.selectFrom('tasks').selectAll().execute()).toEqual([]);
    await takeWrites(database);
    await clock.pass(30 * SECOND);
    expect(await database.kysely.selectFrom('tasks').selectAll().execute()).toMatchObject([{ runs: 2 }]);
    await close();
    const after = await schedule(createTask());
    expect(after.scheduler.list()).toEqual([known]);
  });

  it('is written down once', async ({ clock, schedule, createTask }) => {
    const { database } = await schedule(createTask());
    await clock.pass(10 * SECOND);
    await database.kysely.updateTable('tasks').set({ runs: 99 }).execute();
    await clock.pass(5 * MINUTE);
    expect(await database.kysely.selectFrom('tasks').select('runs').execute()).toEqual([{ runs: 99 }]);
  });

  it('stays known, as do the settings, when a backup is restored', async ({
    clock,
    folder,
    schedule,
    createTask,
  }) => {
    const before = await schedule(createTask({ name: 'one' }), createTask({ name: 'two' }));
    await clock.pass(10 * SECOND);
    const { incoming } = await makeIncoming(folder);
    await call(before, changeTask, { params: { name: 'one' }, body: { enabled: false, schedule: '2h' } });
    await clock.pass(5 * HOUR);
    const known = before.scheduler.list();
    await before.database.replaceWith(incoming);
    expect(before.scheduler.list()).toEqual(known);
    await before.close();
    const after = await schedule(createTask({ name: 'one' }), createTask({ name: 'two' }));
    expect(after.scheduler.list()).toEqual(known);
  });
});

describe('an interrupted run', () => {
  it('is not repeated at once, in case that it brings the server down', async ({
    clock,
    schedule,
    createTask,
  }) => {
    const task = createTask({ run: hang });
    for (let round = 0; round < 4; round++) {
      const server = await schedule(task);
      await clock.pass(20 * SECOND);
      await server.closeInTime();
    }
    const [first = '', second = '', ...more] = task.starts;
    expect(Date.parse(second) - Date.parse(first)).toBeGreaterThanOrEqual(MINUTE);
    expect(more).toEqual([]);
  });
});

describe('a task in whose runs the server dies', () => {
  it('is a failure from the third time in a row on', async ({ clock, folder, schedule, createTask }) => {
    const task = createTask({ run: hang, timeoutMs: HOUR });
    for (let death = 1; death <= 4; death++) {
      const server = await schedule(task);
      const [shown] = server.scheduler.list();
      expect(shown).toMatchObject({ runs: death - 1, failures: Math.max(0, death - 3) });
      expect(server.alarms.has('task.tidy'), `after ${death - 1}`).toBe(death > 3);
      expect(server.scheduler.state().failing).toEqual(death > 3 ? ['tidy'] : []);
      await clock.pass(HOUR / 6);
      const asItWas = copyOf(folder);
      await server.closeInTime();
      asItWas.putBack();
    }
    const { alarms } = await schedule(task);
    expect(alarms.get('task.tidy')).toMatchObject({
      title: 'The task tidy was cut off again and again',
      message: expect.stringMatching(/The server ended while it ran\. .*switch the task off/),
      details: { failures_in_a_row: 2 },
    });
  });

  it('is repeated less and less often', async ({ clock, folder, schedule, createTask }) => {
    const task = createTask({ run: hang, timeoutMs: HOUR });
    for (let start = 0; start < 30; start++) {
      const server = await schedule(task);
      await clock.pass(30 * SECOND);
      const asItWas = copyOf(folder);
      await server.closeInTime();
      asItWas.putBack();
    }
    const times = task.starts.map((at) => Date.parse(at));
    const pauses = times.slice(1).map((at, index) => (at - (times[index] ?? at)) / MINUTE);
    expect(pauses.map(Math.floor)).toEqual([1, 2, 4, 8]);
  });

  it('is no failure where it ended between', async ({ clock, folder, schedule, createTask }) => {
    const runs = [hang, hang, async () => 'done', hang];
    const task = createTask({ run: () => (runs.shift() ?? hang)(), timeoutMs: HOUR });
    for (let start = 0; start < 4; start++) {
      const server = await schedule(task);
      await server.scheduler.trigger('tidy');
      await clock.pass(SECOND);
      const asItWas = copyOf(folder);
      await server.closeInTime();
      asItWas.putBack();
    }
    const { alarms, scheduler } = await schedule(task);
    expect(alarms.size).toBe(0);
    expect(scheduler.list()[0]).toMatchObject({ runs: 4, failures: 0 });
  });
});

describe('the stop of the server', () => {
  it('tells what runs to end, waits for it, and writes it down as interrupted', async ({
    clock,
    schedule,
    createTask,
  }) => {
    const steps: string[] = [];
    const task = createTask({
      run: async ({ signal }) => {
        await new Promise((resolve) => signal.addEventListener('abort', resolve));
        const rows = await database.kysely.selectFrom('tasks').select('name').execute();
        steps.push(`the database still answers with ${rows.length} row`);
        throw signal.reason;
      },
    });
    const { database, close } = await schedule(task);
    await clock.pass(10 * SECOND);
    await close();
    await clock.pass(HOUR);
    expect(steps).toEqual(['the database still answers with 1 row']);
    expect(task.starts, 'and not again').toHaveLength(1);
    expect((await schedule(createTask())).scheduler.list()[0]).toMatchObject({
      failures: 0,
      last_run: { result: 'interrupted', message: 'The server stopped while it ran.' },
    });
  });

  it('tells it at once, and not only when the last request is answered', async ({
    clock,
    schedule,
    createTask,
  }) => {
    const told = vi.fn();
    const run = ({ signal }: { signal: AbortSignal }) =>
      new Promise<never>((_, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason));
        signal.addEventListener('abort', told);
      });
    const server = await schedule(createTask({ run }));
    await clock.pass(10 * SECOND);
    const conversation = openConversation(server);
    conversation.write('POST /api/system/tasks/tidy/run HTTP/1.1\r\nHost: localhost\r\n');
    conversation.write('Content-Type: application/json\r\nContent-Length: 2\r\n\r\n{');
    await once(server.app.server, 'request');
    const closing = server.close();
    await vi.waitFor(() => expect(told).toHaveBeenCalledOnce());
    conversation.reset();
    await closing;
  });

  it('believes a run that ends well within its grace', async ({ clock, schedule, createTask }) => {
    const run = ({ signal }: { signal: AbortSignal }) =>
      new Promise<string>((resolve) => signal.addEventListener('abort', () => resolve('just in time')));
    const { close } = await schedule(createTask({ run }));
    await clock.pass(10 * SECOND);
    await close();
    expect((await schedule(createTask())).scheduler.list()[0]?.last_run).toMatchObject({
      result: 'ok',
      message: 'just in time',
    });
  });

  it('waits two seconds for what does not listen', async ({ clock, schedule, createTask }) => {
    const { scheduler, close } = await schedule(createTask({ run: hang }));
    await clock.pass(10 * SECOND);
    const closing = close();
    await vi.waitFor(() => expect(scheduler.state().running).toBe(false));
    await clock.pass(2 * SECOND - 1);
    expect(scheduler.list()[0]?.last_run).toBeNull();
    await clock.pass(1);
    await closing;
    expect((await schedule(createTask())).scheduler.list()[0]?.last_run).toMatchObject({
      result: 'interrupted',
      message: 'The server stopped while it ran.',
    });
  });

  it('does not wait for what was given up before', async ({ clock, schedule, createTask }) => {
    const { close } = await schedule(createTask({ run: hang, timeoutMs: MINUTE }));
    await clock.pass(2 * MINUTE);
    await close();
    expect((await schedule(createTask())).scheduler.list()[0]?.last_run?.result).toBe('timed_out');
  });

  it('starts nothing more', async ({ clock, schedule, createTask }) => {
    const task = createTask();
    const { scheduler, close } = await schedule(task);
    await close();
    await clock.pass(2 * HOUR);
    expect(task.starts).toEqual([]);
    expect(scheduler.state().running).toBe(false);
    await expect(scheduler.trigger('tidy')).rejects.toMatchObject({ code: 'shutting_down' });
  });
});

async function refuseWrites({ kysely }: Database): Promise<void> {
  await sql`pragma query_only = on`.execute(kysely);
}

async function takeWrites({ kysely }: Database): Promise<void> {
  await sql`pragma query_only = off`.execute(kysely);
}

/** The database as a process would leave it that is killed now. */
function copyOf(folder: string): { putBack(): void } {
  const files = ['bookchat.db', 'bookchat.db-wal'].map((name) => join(folder, name));
  for (const file of files) copyFileSync(file, `${file}.copy`);
  return {
    putBack() {
      for (const file of files) copyFileSync(`${file}.copy`, file);
    },
  };
}
