import { describe, expect } from 'vitest';
import { it } from '../../../test/scheduler-test.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

describe('a task with a pause', () => {
  it('runs soon after the first start, and then after each pause', async ({
    clock,
    schedule,
    createTask,
  }) => {
    const task = createTask({ schedule: '1h' });
    await schedule(task);
    await clock.pass(3 * HOUR);
    expect(task.starts).toEqual([
      '2026-11-20T12:00:05.000Z',
      '2026-11-20T13:00:05.000Z',
      '2026-11-20T14:00:05.000Z',
    ]);
  });

  it('does not count the time that a run takes', async ({ clock, schedule, createTask }) => {
    const task = createTask({
      schedule: '1h',
      run: () => new Promise((resolve) => void clock.setTimer(() => resolve('slow'), 50 * SECOND)),
    });
    await schedule(task);
    await clock.pass(2 * HOUR);
    expect(task.starts).toEqual(['2026-11-20T12:00:05.000Z', '2026-11-20T13:00:05.000Z']);
  });

  it('says when it comes next', async ({ clock, schedule, createTask }) => {
    const { scheduler } = await schedule(createTask());
    expect(scheduler.list()[0]?.next_run_at).toBe('2026-11-20T12:00:05.000Z');
    await clock.pass(10 * SECOND);
    expect(scheduler.list()[0]?.next_run_at).toBe('2026-11-20T13:00:05.000Z');
  });
});

describe('a task with a cron line', () => {
  it('runs soon after the first start, and then at its times in UTC', async ({
    clock,
    schedule,
    createTask,
  }) => {
    const task = createTask({ schedule: '30 3 * * *' });
    await schedule(task);
    await clock.pass(2 * DAY);
    expect(task.starts).toEqual([
      '2026-11-20T12:00:05.000Z',
      '2026-11-21T03:30:00.000Z',
      '2026-11-22T03:30:00.000Z',
    ]);
  });
});

describe('jitter', () => {
  it('adds to each time at most what the task allows, and not always the same', async ({
    clock,
    schedule,
    createTask,
  }) => {
    const task = createTask({ schedule: '1h', jitterMs: 2 * MINUTE });
    await schedule(task);
    await clock.pass(50 * HOUR);
    const pauses = toPauses(task.starts);
    expect(pauses.length).toBeGreaterThan(45);
    expect(Math.min(...pauses)).toBeGreaterThanOrEqual(HOUR);
    expect(Math.max(...pauses)).toBeLessThan(HOUR + 2 * MINUTE);
    expect(new Set(pauses).size).toBeGreaterThan(10);
  });

  it('is never more than a tenth of the pause', async ({ clock, schedule, createTask }) => {
    const task = createTask({ schedule: '1m', jitterMs: HOUR });
    await schedule(task);
    await clock.pass(HOUR);
    const pauses = toPauses(task.starts);
    expect(pauses.length).toBeGreaterThan(50);
    expect(Math.max(...pauses)).toBeLessThan(MINUTE + 6 * SECOND);
  });

  it('comes after the time of a cron line, and does not make it come twice', async ({
    clock,
    schedule,
    createTask,
  }) => {
    const task = createTask({ schedule: '0 * * * *', jitterMs: HOUR });
    await schedule(task);
    await clock.pass(DAY + 10 * MINUTE);
    const minutes = task.starts.slice(1).map((start) => new Date(start).getUTCMinutes());
    expect(minutes).toHaveLength(24);
    expect(Math.max(...minutes)).toBeLessThan(6);
  });

  it('is shown in seconds', async ({ schedule, createTask }) => {
    const { scheduler } = await schedule(createTask({ jitterMs: 90 * SECOND, timeoutMs: 2 * MINUTE }));
    expect(scheduler.list()[0]).toMatchObject({ jitter: 90, timeout: 120 });
  });
});

describe('after a start of the server', () => {
  it('what ran lately waits for its time', async ({ clock, schedule, createTask }) => {
    const before = await schedule(createTask());
    await clock.pass(10 * SECOND);
    await before.close();
    await clock.pass(20 * MINUTE);
    const task = createTask();
    const { scheduler } = await schedule(task);
    expect(scheduler.list()[0]?.next_run_at).toBe('2026-11-20T13:00:05.000Z');
    await clock.pass(HOUR);
    expect(task.starts).toEqual(['2026-11-20T13:00:05.000Z']);
  });

  it.for(['1h', '30 * * * *'])(
    'what missed its time by %s is caught up with once',
    async (line, { clock, schedule, createTask }) => {
      const before = await schedule(createTask({ schedule: line }));
      await clock.pass(10 * SECOND);
      await before.close();
      await clock.pass(5 * HOUR);
      const task = createTask({ schedule: line });
      await schedule(task);
      await clock.pass(10 * MINUTE);
      expect(task.starts).toEqual(['2026-11-20T17:00:15.000Z']);
    },
  );

  it('what has missed no time of its cron line waits', async ({ clock, schedule, createTask }) => {
    const before = await schedule(createTask({ schedule: '30 3 * * *' }));
    await clock.pass(10 * SECOND);
    await before.close();
    await clock.pass(5 * HOUR);
    const task = createTask({ schedule: '30 3 * * *' });
    await schedule(task);
    await clock.pass(DAY);
    expect(task.starts).toEqual(['2026-11-21T03:30:00.000Z']);
  });

  it('what is overdue starts one after the other', async ({ clock, schedule, createTask }) => {
    const tasks = ['one', 'two', 'three'].map((name) => createTask({ name }));
    await schedule(...tasks);
    await clock.pass(MINUTE);
    expect(tasks.map(({ starts }) => starts)).toEqual([
      ['2026-11-20T12:00:05.000Z'],
      ['2026-11-20T12:00:06.000Z'],
      ['2026-11-20T12:00:07.000Z'],
    ]);
  });

  it('what is overdue by itself keeps its place among the others', async ({
    clock,
    schedule,
    createTask,
  }) => {
    const first = createTask({ name: 'first', isOverdue: () => true });
    const second = createTask({ name: 'second' });
    await schedule(first, second);
    await clock.pass(MINUTE);
    expect([first.starts, second.starts]).toEqual([
      ['2026-11-20T12:00:05.000Z'],
      ['2026-11-20T12:00:06.000Z'],
    ]);
  });

  it('what a task itself calls overdue is caught up with', async ({ clock, schedule, createTask }) => {
    const before = await schedule(createTask());
    await clock.pass(10 * SECOND);
    await before.close();
    const task = createTask({ isOverdue: async () => true });
    await schedule(task);
    await clock.pass(10 * SECOND);
    expect(task.starts).toEqual(['2026-11-20T12:00:15.000Z']);
  });

  it('what a task itself does not call overdue waits for a whole pause', async ({
    clock,
    schedule,
    createTask,
  }) => {
    const task = createTask({ isOverdue: () => false });
    await schedule(task);
    await clock.pass(2 * HOUR);
    expect(task.starts).toEqual(['2026-11-20T13:00:00.000Z', '2026-11-20T14:00:00.000Z']);
  });

  it('the last run decides where a task cannot tell', async ({ clock, schedule, createTask }) => {
    const failing = createTask({ name: 'failing', isOverdue: () => Promise.reject(new Error('no list')) });
    const silent = createTask({ name: 'silent', isOverdue: () => new Promise(() => undefined) });
    await schedule(failing, silent);
    await clock.pass(10 * SECOND);
    expect([failing.starts, silent.starts]).toEqual([
      ['2026-11-20T12:00:05.000Z'],
      ['2026-11-20T12:00:06.000Z'],
    ]);
  });

  it('an answer that comes too late changes nothing', async ({ clock, schedule, createTask }) => {
    const before = await schedule(createTask());
    await clock.pass(10 * SECOND);
    await before.close();
    const { promise, resolve } = Promise.withResolvers<boolean>();
    const task = createTask({ isOverdue: () => promise });
    const { scheduler } = await schedule(task);
    await scheduler.trigger('tidy');
    resolve(true);
    await clock.pass(10 * MINUTE);
    expect(task.starts).toEqual(['2026-11-20T12:00:10.000Z']);
  });

  it('a task that is added while the server runs comes in, too', async ({ clock, schedule, createTask }) => {
    const { scheduler } = await schedule();
    await clock.pass(HOUR);
    const task = createTask();
    scheduler.add(task);
    await clock.pass(10 * SECOND);
    expect(task.starts).toEqual(['2026-11-20T13:00:05.000Z']);
  });
});

describe('a clock', () => {
  const lines = ['1h', '0 * * * *'];

  it.for(lines)(
    'that jumps on by 90 days makes what runs by %s run once',
    async (line, { clock, schedule, createTask }) => {
      const tasks = ['one', 'two'].map((name) => createTask({ name, schedule: line }));
      await schedule(...tasks);
      await clock.pass(MINUTE);
      clock.jump(90 * DAY);
      await clock.pass(MINUTE);
      for (const { starts } of tasks) {
        expect(starts).toHaveLength(2);
        expect(starts[1]).toMatch(/^2027-02-18T12:0[12]/);
      }
      await clock.pass(HOUR);
      for (const { starts } of tasks) expect(starts).toHaveLength(3);
    },
  );

  it.for(lines.flatMap((line) => [[line, HOUR] as const, [line, 90 * DAY] as const]))(
    'that is set back stalls nothing that runs by %s, %i ms',
    async ([line, back], { clock, schedule, createTask }) => {
      const task = createTask({ schedule: line });
      await schedule(task);
      await clock.pass(MINUTE);
      clock.jump(-back);
      await clock.pass(3 * HOUR);
      expect(task.starts).toHaveLength(4);
    },
  );

  it('that is put right by seconds makes no time come twice', async ({ clock, schedule, createTask }) => {
    const task = createTask({ schedule: '0 13 * * *' });
    await schedule(task);
    await clock.pass(HOUR);
    expect(task.starts).toHaveLength(2);
    clock.jump(-10 * SECOND);
    await clock.pass(HOUR);
    expect(task.starts).toHaveLength(2);
  });

  it('that was ahead at the last run makes nobody wait', async ({ clock, schedule, createTask }) => {
    clock.jump(90 * DAY);
    const before = await schedule(
      createTask({ schedule: '24h' }),
      createTask({ name: 'other', schedule: '30 3 * * *' }),
    );
    await clock.pass(10 * SECOND);
    await before.close();
    clock.jump(-90 * DAY);
    const tasks = [createTask({ schedule: '24h' }), createTask({ name: 'other', schedule: '30 3 * * *' })];
    await schedule(...tasks);
    await clock.pass(10 * SECOND);
    for (const { starts } of tasks) expect(starts).toHaveLength(1);
  });
});

function toPauses(starts: readonly string[]): number[] {
  return starts.slice(1).map((start, index) => Date.parse(start) - Date.parse(starts[index] ?? ''));
}
