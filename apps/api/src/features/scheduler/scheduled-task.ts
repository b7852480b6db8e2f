import type { Task } from '@bookchat/shared';
import type { FastifyRequest } from 'fastify';
import { ProblemError } from '../../lib/problem-error.ts';
import { AlarmedError, type Alarms } from '../../plugins/alarms.ts';
import { ensureSchedule } from './ensure-schedule.ts';
import { type Outcome, type Run, type RunParts, startRun } from './start-run.ts';
import { toAlarm, toCause } from './task-alarm.ts';
import type { TaskDefinition } from './task-definition.ts';
import { openTaskRecord } from './task-record.ts';
import type { TaskStore } from './task-store.ts';
import { createTaskTimes } from './task-times.ts';
import { toTask } from './to-task.ts';

export interface TaskParts extends RunParts {
  /** From 0 up to 1. */
  readonly random: () => number;
  readonly store: TaskStore;
  readonly alarms: Alarms;
  /** Told when the next time of a task is another one, without having been asked. */
  readonly replanned: () => void;
}

export interface TaskChange {
  readonly enabled?: boolean | undefined;
  /** Null brings back the configured one. */
  readonly schedule?: string | null | undefined;
}

/** A task with its times and its runs. */
export interface ScheduledTask {
  readonly name: string;
  /** False from a start until the work is really over, however late. */
  readonly isFree: boolean;
  readonly isEnabled: boolean;
  readonly isFailing: boolean;
  /** Zero or less once it is due; infinite while it is disabled. */
  remainingMs(): number;
  /** Plans its first time after the start of the server. */
  begin(): void;
  /**
   * @param by who asks for it, where it is not its time.
   * @throws ProblemError `already_running`, or why the task does not admit the request.
   */
  start(by?: FastifyRequest): void;
  /** Leaves out the time that has come. */
  skip(): void;
  /** @throws ProblemError where the schedule never comes, or the change cannot be saved. */
  change(change: TaskChange): Promise<void>;
  /** Ends a run that is under way, and settles when its end is written down. */
  stop(graceMs: number): Promise<void>;
  toTask(): Task;
}

export function createScheduledTask(definition: TaskDefinition, parts: TaskParts): ScheduledTask {
  const { name } = definition;
  const log = parts.log.child({ task: name });
  const record = openTaskRecord(name, parts.store, parts.clock);
  const times = createTaskTimes(definition, record, { ...parts, log });
  let run: Run | null = null;
  let noted: Promise<void> = Promise.resolve();
  let skipped = 0;

  return {
    name,
    get isFree() {
      return run === null;
    },
    get isEnabled() {
      return record.row.enabled === 1;
    },
    get isFailing() {
      return record.row.enabled === 1 && record.row.failures_in_a_row > 0;
    },
    remainingMs: times.remainingMs,
    begin,
    start,
    skip,
    change,
    async stop(graceMs) {
      run?.interrupt(graceMs);
      await noted;
    },
    toTask: () =>
      toTask(definition, record, {
        isFree: run === null,
        schedule: times.schedule,
        remainingMs: times.remainingMs(),
        now: parts.clock.now(),
      }),
  };

  function begin(): void {
    times.begin();
    if (record.bringsDown) parts.alarms.raise(toAlarm(definition, 'interrupted', record));
  }

  function start(by?: FastifyRequest): void {
    if (run !== null) throw alreadyRunning();
    if (by !== undefined) definition.admit?.(by);
    skipped = 0;
    times.goOn();
    record.begin();
    run = startRun(definition, { ...parts, log, isByHand: by !== undefined });
    noted = run.outcome.then(note);
    void run.over.then(() => {
      run = null;
    });
  }

  function skip(): void {
    if (skipped === 0) log.warn('left out until the run before is over');
    skipped += 1;
    times.goOn();
  }

  async function note(outcome: Outcome): Promise<void> {
    const written = record.end(outcome);
    tell(outcome);
    await written;
  }

  function tell({ result, message, error }: Outcome): void {
    if (result === 'ok') {
      log.debug({ result }, message); // every minute, where all is well
      parts.alarms.clear(toCause(definition));
    } else if (result === 'interrupted') {
      log.info({ result }, message);
      times.repeat();
    } else {
      log.error({ result, err: error }, message);
      if (error instanceof AlarmedError) parts.alarms.clear(toCause(definition));
      else parts.alarms.raise(toAlarm(definition, result, record));
    }
  }

  function alreadyRunning(): ProblemError {
    const { started_at, finished_at } = record.row;
    return new ProblemError(
      'already_running',
      finished_at === null
        ? `The task ${name} has been running since ${started_at}. Wait until it has ended.`
        : `The task ${name} was given up, but its work of ${started_at} still hangs. It can run again when that ends, or when the server is restarted.`,
    );
  }

  async function change({ enabled, schedule }: TaskChange): Promise<void> {
    if (typeof schedule === 'string') ensureSchedule(schedule);
    await record.change({
      ...(enabled === undefined ? {} : { enabled: enabled ? 1 : 0 }),
      ...(schedule === undefined ? {} : { schedule }),
    });
    times.renew();
    if (enabled === false) parts.alarms.clear(toCause(definition));
  }
}
