import type { Task } from '@bookchat/shared';
import { describe, expect } from 'vitest';
import { it, SECRET } from '../../../test/scheduler-test.ts';
import { ProblemError } from '../../lib/problem-error.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

const hang = () => new Promise<never>(() => undefined);
const endWith = ({ signal }: { signal: AbortSignal }) =>
  new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));

/** What a task can do to its scheduler. */
const POISONS = {
  'throws at once': () => {
    throw new Error('no such thing');
  },
  rejects: () => Promise.reject(new Error('no such thing')),
  'throws what is no error': () => Promise.reject('no such thing'),
  'throws an error without a message': () => Promise.reject(new TypeError('')),
  'gives nothing back': () => Promise.resolve(undefined as unknown as string),
  hangs: endWith,
  'hangs and ignores its signal': hang,
};

describe('a run', () => {
  it('is kept with what came out', async ({ clock, schedule, createTask }) => {
    const { scheduler } = await schedule(createTask({ run: async () => 'Three files were removed.' }));
    await clock.pass(10 * SECOND);
    expect(scheduler.list()[0]).toMatchObject({
      running_since: null,
      runs: 1,
      failures: 0,
      failures_in_a_row: 0,
      last_run: {
        started_at: '2026-11-20T12:00:05.000Z',
        finished_at: '2026-11-20T12:00:05.000Z',
        result: 'ok',
        message: 'Three files were removed.',
      },
    });
  });

  it('shows since when it goes on, beside how the last one ended', async ({
    clock,
    schedule,
    createTask,
  }) => {
    let count = 0;
    const run = () => (count++ === 0 ? Promise.resolve('first') : hang());
    const { scheduler } = await schedule(createTask({ run, timeoutMs: HOUR }));
    await clock.pass(HOUR + 10 * SECOND);
    expect(scheduler.list()[0]).toMatchObject({
      running_since: '2026-11-20T13:00:05.000Z',
      last_run: { started_at: '2026-11-20T12:00:05.000Z', message: 'first' },
      runs: 1,
    });
  });

  it('that fails is told of until the next success', async ({ clock, schedule, createTask }) => {
    let isBroken = true;
    const run = async () => {
      if (isBroken) throw new Error('the disk is read-only', { cause: new Error('EROFS') });
      return 'fine';
    };
    const { scheduler, alarms } = await schedule(createTask({ run }));
    await clock.pass(3 * HOUR);
    expect(scheduler.state()).toEqual({ running: true, tasks: 1, disabled: [], failing: ['tidy'] });
    expect(scheduler.list()[0]).toMatchObject({
      runs: 3,
      failures: 3,
      failures_in_a_row: 3,
      last_run: { result: 'failed', message: 'the disk is read-only: EROFS' },
    });
    expect([...alarms.values()]).toEqual([
      {
        cause: 'task.tidy',
        severity: 'WARNING',
        title: 'The task tidy failed',
        message:
          'Does tidy. This did not work: the disk is read-only: EROFS. Put right what it names; the log says more. ' +
          'It is tried again at its next time, or at once by POST /api/system/tasks/tidy/run. ' +
          'This ends with its first success.',
        details: {
          task: 'tidy',
          result: 'failed',
          started_at: '2026-11-20T14:00:05.000Z',
          failures_in_a_row: 3,
        },
      },
    ]);
    isBroken = false;
    await clock.pass(HOUR);
    expect(alarms.size).toBe(0);
    expect(scheduler.state().failing).toEqual([]);
    expect(scheduler.list()[0]).toMatchObject({ failures: 3, failures_in_a_row: 0 });
  });

  it('tells neither secrets nor novels', async ({ clock, schedule, createTask }) => {
    const text = `${SECRET} ${'🙂'.repeat(1_000)}`;
    const { scheduler, alarms } = await schedule(
      createTask({ name: 'one', run: async () => text }),
      createTask({ name: 'two', run: () => Promise.reject(new Error(text)) }),
    );
    await clock.pass(MINUTE);
    for (const { last_run } of scheduler.list()) {
      expect(last_run?.message).toMatch(/^\[secret\] 🙂+…$|^\[secret\] 🙂+�…$/u);
      expect(last_run?.message).toHaveLength(500);
    }
    expect(JSON.stringify([...alarms.values()])).not.toContain(SECRET);
  });
});

describe('a task that takes too long', () => {
  it('is told to end at its timeout, and reported', async ({ clock, schedule, createTask }) => {
    const { scheduler, alarms } = await schedule(createTask({ run: endWith, timeoutMs: MINUTE }));
    await clock.pass(5 * SECOND + MINUTE);
    expect(scheduler.list()[0]).toMatchObject({
      running_since: null,
      failures_in_a_row: 1,
      last_run: {
        finished_at: '2026-11-20T12:01:05.000Z',
        result: 'timed_out',
        message: 'It was given up after 60 s.',
      },
    });
    expect(alarms.get('task.tidy')).toMatchObject({
      severity: 'WARNING',
      title: 'The task tidy took too long',
      details: { result: 'timed_out' },
    });
  });

  it('is not started again while it hangs, and is once it has ended', async ({
    clock,
    schedule,
    createTask,
  }) => {
    const { promise, resolve } = Promise.withResolvers<string>();
    const task = createTask({ run: () => promise, timeoutMs: MINUTE });
    const { scheduler } = await schedule(task);
    await clock.pass(3 * HOUR);
    expect(task.starts).toHaveLength(1);
    expect(scheduler.list()[0]).toMatchObject({
      running_since: '2026-11-20T12:00:05.000Z',
      next_run_at: '2026-11-20T15:00:05.000Z',
      runs: 1,
      last_run: { result: 'timed_out' },
    });
    await expect(scheduler.trigger('tidy')).rejects.toMatchObject({
      code: 'already_running',
      message: expect.stringContaining('still hangs'),
    });
    resolve('late');
    await clock.pass(HOUR);
    expect(task.starts).toEqual(['2026-11-20T12:00:05.000Z', '2026-11-20T15:00:05.000Z']);
    expect(scheduler.list()[0]).toMatchObject({ runs: 2, failures_in_a_row: 0, last_run: { result: 'ok' } });
  });
});

describe('a task that is slower than its pause', () => {
  it('never runs twice at a time', async ({ clock, schedule, createTask }) => {
    const atOnce = { now: 0, most: 0 };
    const run = async () => {
      atOnce.most = Math.max(atOnce.most, ++atOnce.now);
      await new Promise<void>((resolve) => void clock.setTimer(resolve, 90 * SECOND));
      atOnce.now -= 1;
      return 'slow';
    };
    const task = createTask({ run, schedule: '1m', timeoutMs: HOUR });
    await schedule(task);
    await clock.pass(HOUR);
    expect(atOnce.most).toBe(1);
    expect(task.starts).toHaveLength(30);
  });

  it('is not joined by hand either', async ({ clock, schedule, createTask }) => {
    const { scheduler } = await schedule(createTask({ run: hang }));
    await clock.pass(10 * SECOND);
    await expect(scheduler.trigger('tidy')).rejects.toMatchObject({
      code: 'already_running',
      message: 'The task tidy has been running since 2026-11-20T12:00:05.000Z. Wait until it has ended.',
    });
  });
});

describe('a task that', () => {
  it.for(Object.entries(POISONS))(
    '%s keeps no other from its times',
    async ([, run], { clock, schedule, createTask }) => {
      const others = ['before', 'after'].map((name) => createTask({ name }));
      const [before, after] = others as [(typeof others)[0], (typeof others)[0]];
      const { scheduler } = await schedule(before, createTask({ name: 'poison', run }), after);
      await clock.pass(3 * HOUR);
      expect(before.starts).toEqual(
        ['05', '05', '05'].map((second, hour) => `2026-11-20T1${hour + 2}:00:${second}.000Z`),
      );
      expect(after.starts).toEqual(
        ['07', '07', '07'].map((second, hour) => `2026-11-20T1${hour + 2}:00:${second}.000Z`),
      );
      expect(scheduler.state().failing).toEqual(['poison']);
      expect(find(scheduler.list(), 'poison').last_run?.message).not.toBe('');
    },
  );
});

describe('maintenance', () => {
  it('holds up what is due, and lets it go on afterwards', async ({ clock, schedule, createTask }) => {
    const task = createTask();
    const { scheduler, maintain } = await schedule(task);
    await maintain('a backup is being restored', async () => {
      await clock.pass(HOUR);
      expect(task.starts).toEqual([]);
      await expect(scheduler.trigger('tidy')).rejects.toMatchObject({ code: 'maintenance' });
    });
    await clock.pass(10 * SECOND);
    expect(task.starts).toEqual(['2026-11-20T13:00:01.000Z']);
  });

  it('makes no failure of a run that it broke off, which comes again soon', async ({
    clock,
    schedule,
    createTask,
  }) => {
    const { promise, reject } = Promise.withResolvers<string>();
    const task = createTask({ run: () => promise });
    const { scheduler, alarms, maintain } = await schedule(task);
    await clock.pass(10 * SECOND);
    await maintain('a backup is being restored', async () => {
      reject(new Error('the database is closed'));
      await clock.pass(SECOND);
    });
    expect(scheduler.list()[0]).toMatchObject({
      failures: 0,
      last_run: { result: 'interrupted', message: 'The server went into maintenance while it ran.' },
    });
    expect(alarms.size).toBe(0);
    await clock.pass(MINUTE);
    expect(task.starts).toEqual(['2026-11-20T12:00:05.000Z', '2026-11-20T12:01:05.000Z']);
  });

  it('is also seen by what it refuses', async ({ clock, schedule, createTask }) => {
    const refusal = new ProblemError('maintenance', 'A backup is being restored.');
    const { scheduler } = await schedule(createTask({ run: () => Promise.reject(refusal) }));
    await clock.pass(10 * SECOND);
    expect(scheduler.list()[0]).toMatchObject({ failures: 0, last_run: { result: 'interrupted' } });
  });
});

describe('the names of tasks', () => {
  it('are each given once', async ({ schedule, createTask }) => {
    await expect(schedule(createTask(), createTask())).rejects.toThrow('two tasks named tidy');
  });

  it('come with a schedule that comes', async ({ schedule, createTask }) => {
    await expect(schedule(createTask({ schedule: '0 0 30 2 *' }))).rejects.toThrow('never comes: 0 0 30 2 *');
  });
});

function find(tasks: readonly Task[], name: string): Task {
  return tasks.find((task) => task.name === name) as Task;
}
