import type { Task } from '@bookchat/shared';
import type { FastifyBaseLogger } from 'fastify';
import type { Clock } from '../../lib/clock.ts';
import { parseSchedule, type Schedule } from '../../lib/parse-schedule.ts';
import { ProblemError } from '../../lib/problem-error.ts';
import type { Alarms } from '../../plugins/alarms.ts';
import type { Plan } from './plan.ts';
import {
  knownStart,
  type Planning,
  planAfter,
  planAfterStart,
  planCatchUp,
  planFirst,
  planRepeat,
} from './plan-task.ts';
import { type Outcome, type Run, startRun } from './start-run.ts';
import { toAlarm, toCause } from './task-alarm.ts';
import type { TaskDefinition } from './task-definition.ts';
import { openTaskRecord } from './task-record.ts';
import type { TaskStore } from './task-store.ts';
import { toTask } from './to-task.ts';

export interface TaskParts {
  readonly clock: Clock;
  readonly random: () => number;
  readonly store: TaskStore;
  readonly alarms: Alarms;
  readonly log: FastifyBaseLogger;
  /** Takes known secrets out of a text. */
  readonly clean: (text: string) => string;
  /** Whether the server is in maintenance. */
  readonly isPaused: () => boolean;
}

export interface TaskChange {
  readonly enabled?: boolean | undefined;
  /** Null brings back the configured one. */
  readonly schedule?: string | null | undefined;
}

/** A task with its times and its runs. */
export interface ScheduledTask {
  readonly name: string;
  /** False from its start until its work is really over, however late. */
  readonly isFree: boolean;
  readonly isFailing: boolean;
  /** Infinite while it is disabled, and until its first time is planned. */
  remainingMs(): number;
  /** Plans its first time after the start of the server. */
  begin(): void;
  /** Leaves out the time that has come, as the run before is not over. */
  skip(): void;
  /** @throws ProblemError `already_running` */
  start(): void;
  /** @throws ProblemError where the schedule never comes, or the change cannot be saved. */
  change(change: TaskChange): Promise<void>;
  /** Ends a run that is under way, and settles when its end is written down. */
  stop(graceMs: number): Promise<void>;
  toTask(): Task;
}

export function createScheduledTask(definition: TaskDefinition, parts: TaskParts): ScheduledTask {
  const { name, jitterMs } = definition;
  const { clock, random, alarms, store } = parts;
  const log = parts.log.child({ task: name });
  const configured = ensureConfigured(definition);
  const record = openTaskRecord(name, store, clock);
  let schedule = chooseSchedule();
  let plan: Plan | null = null;
  let run: Run | null = null;
  let noted: Promise<void> = Promise.resolve();

  return {
    name,
    get isFree() {
      return run === null;
    },
    get isFailing() {
      return record.row.enabled === 1 && record.row.failures_in_a_row > 0;
    },
    remainingMs,
    begin,
    skip,
    start,
    change,
    async stop(graceMs) {
      run?.interrupt(graceMs);
      await noted;
    },
    toTask: () =>
      toTask(definition, record, { isFree: run === null, remainingMs: remainingMs(), now: clock.now() }),
  };

  function remainingMs(): number {
    return record.row.enabled === 0 || plan === null ? Number.POSITIVE_INFINITY : plan.remainingMs();
  }

  function planning(): Planning {
    return { schedule, jitterMs, clock, random };
  }

  function begin(): void {
    plan = planFirst(planning(), record.lastRun);
    if (definition.isOverdue !== undefined) void askWhetherOverdue(plan);
  }

  /** Until there is an answer, which may never come, the last run decides. */
  async function askWhetherOverdue(first: Plan): Promise<void> {
    try {
      const isOverdue = await definition.isOverdue?.();
      if (plan !== first) return; // it was started or changed meanwhile
      plan = isOverdue ? planCatchUp(planning(), record.lastRun) : planNotOverdue();
    } catch (error) {
      log.warn({ err: error }, 'whether it is overdue cannot be told');
    }
  }

  function planNotOverdue(): Plan {
    const startedAt = knownStart(record.lastRun, clock);
    const rest = planAfter(planning(), startedAt);
    return rest.remainingMs() > 0 ? rest : planAfterStart(planning());
  }

  function skip(): void {
    log.warn('left out, as the run before is not over');
    plan = planAfterStart(planning());
  }

  function start(): void {
    if (run !== null) throw alreadyRunning();
    plan = planAfterStart(planning());
    record.begin();
    const started = startRun(definition, { ...parts, log });
    run = started;
    noted = note(started.outcome);
    void started.over.then(() => {
      run = null;
    });
  }

  async function note(outcome: Promise<Outcome>): Promise<void> {
    const end = await outcome;
    const written = record.end(end);
    tell(end);
    await written;
  }

  function tell({ result, message, error }: Outcome): void {
    if (result === 'ok') {
      log.info({ result }, message);
      alarms.clear(toCause(definition));
    } else if (result === 'interrupted') {
      log.info({ result }, message);
      plan = planRepeat(planning(), knownStart(record.lastRun, clock) ?? clock.now());
    } else {
      log.error({ result, err: error }, message);
      alarms.raise(toAlarm(definition, result, record));
    }
  }

  function alreadyRunning(): ProblemError {
    const { started_at, finished_at } = record.row;
    return new ProblemError(
      'already_running',
      finished_at === null
        ? `${name} has been running since ${started_at}. Wait until it has ended.`
        : `${name} was given up, but hangs on since ${started_at}. It can run again once it ends, or once the server is restarted.`,
    );
  }

  async function change({ enabled, schedule: text }: TaskChange): Promise<void> {
    if (typeof text === 'string') ensureComes(text);
    await record.set({
      ...(enabled === undefined ? {} : { enabled: enabled ? 1 : 0 }),
      ...(text === undefined ? {} : { schedule: text }),
    });
    schedule = chooseSchedule();
    const { started_at } = record.row;
    plan = planAfter(planning(), started_at === null ? null : knownStart({ started_at }, clock));
    if (enabled === false) alarms.clear(toCause(definition));
  }

  function chooseSchedule(): Schedule {
    const { schedule: chosen } = record.row;
    if (chosen === null) return configured;
    const parsed = parseSchedule(chosen);
    if (parsed === null) log.warn({ schedule: chosen }, 'unknown here: the configured schedule is used');
    return parsed ?? configured;
  }
}

function ensureConfigured({ name, schedule }: TaskDefinition): Schedule {
  const parsed = parseSchedule(schedule);
  if (parsed === null) throw new Error(`The task ${name} has a schedule that never comes: ${schedule}`);
  return parsed;
}

function ensureComes(schedule: string): void {
  if (parseSchedule(schedule) !== null) return;
  throw new ProblemError('validation_failed', 'One thing in the body must be put right: see `errors`.', {
    errors: [
      {
        path: 'schedule',
        message: `"${schedule}" is no cron line whose time ever comes. Its fields are minute, hour, day, month and weekday in UTC, for example "30 3 * * *" for every day at 03:30.`,
      },
    ],
  });
}
