import type { Task } from '@bookchat/shared';
import type { FastifyRequest } from 'fastify';
import { ProblemError } from '../../lib/problem-error.ts';
import {
  createScheduledTask,
  type ScheduledTask,
  type TaskChange,
  type TaskParts,
} from './scheduled-task.ts';
import type { TaskDefinition } from './task-definition.ts';

export interface Scheduler {
  /** Takes a task into the schedule; before the server listens, in the plugin of the feature that it belongs to. */
  add(definition: TaskDefinition): void;
  /**
   * Runs a task now, also a disabled one; settles when the run has started.
   * @param by who asks for it.
   * @throws ProblemError `task_not_found`, `already_running`, `maintenance` or `shutting_down`, or why the task does not
   * admit the request.
   */
  trigger(name: string, by?: FastifyRequest): Promise<Task>;
  list(): Task[];
  state(): SchedulerState;
}

export interface SchedulerState {
  readonly running: boolean;
  readonly tasks: number;
  /** The names of those that are switched off. */
  readonly disabled: readonly string[];
  /** The names of those whose last run failed. */
  readonly failing: readonly string[];
}

/** What the scheduler's own plugin does with it. */
export interface SchedulerProcess extends Scheduler {
  /** @throws ProblemError `task_not_found`, or what the change itself meets. */
  change(name: string, change: TaskChange): Promise<Task>;
  begin(): void;
  /** Starts nothing more, ends what runs, and settles when that is written down. */
  stop(): Promise<void>;
}

/** The clock may jump: it is looked at again after so long, whatever comes next. */
const MAX_SLEEP_MS = 30_000;
/** What is due at the same moment starts one after the other. */
const BETWEEN_STARTS_MS = 1_000;
/** How long a run may take to end when the server stops. */
const STOP_GRACE_MS = 2_000;

export function createScheduler(parts: Omit<TaskParts, 'replanned'>): SchedulerProcess {
  const { clock, store, isPaused } = parts;
  const tasks = new Map<string, ScheduledTask>();
  let life: 'waiting' | 'running' | 'stopped' = 'waiting';
  let stopping: Promise<void> | null = null;
  let lookedAt = Number.NEGATIVE_INFINITY;
  let cancelSleep: () => void = () => undefined;

  return { add, trigger, list, state, change, begin, stop };

  function add(definition: TaskDefinition): void {
    if (tasks.has(definition.name)) throw new Error(`There are two tasks named ${definition.name}`);
    const task = createScheduledTask(definition, { ...parts, replanned: sleep });
    tasks.set(task.name, task);
    if (life === 'running') task.begin();
    sleep();
  }

  async function trigger(name: string, by?: FastifyRequest): Promise<Task> {
    const task = getTask(name);
    if (life === 'stopped')
      throw new ProblemError('shutting_down', 'The server is stopping. Try again later.');
    if (isPaused()) throw new ProblemError('maintenance', 'No task starts in maintenance. Try again later.');
    task.start(by);
    sleep();
    return task.toTask();
  }

  async function change(name: string, wanted: TaskChange): Promise<Task> {
    const task = getTask(name);
    await task.change(wanted);
    sleep();
    return task.toTask();
  }

  function getTask(name: string): ScheduledTask {
    const task = tasks.get(name);
    if (task !== undefined) return task;
    const names = [...tasks.keys()].join(', ');
    throw new ProblemError('task_not_found', `There is no task ${name}. There are: ${names}.`);
  }

  function list(): Task[] {
    return [...tasks.values()].map((task) => task.toTask());
  }

  function state(): SchedulerState {
    const all = [...tasks.values()];
    return {
      running: life === 'running',
      tasks: tasks.size,
      disabled: all.filter(({ isEnabled }) => !isEnabled).map(({ name }) => name),
      failing: all.filter(({ isFailing }) => isFailing).map(({ name }) => name),
    };
  }

  function begin(): void {
    if (life !== 'waiting') return;
    life = 'running';
    for (const task of tasks.values()) task.begin();
    sleep();
  }

  function sleep(): void {
    cancelSleep();
    if (life !== 'running') return;
    const next = Math.min(MAX_SLEEP_MS, ...[...tasks.values()].map((task) => task.remainingMs()));
    const soonest = Math.max(0, lookedAt + BETWEEN_STARTS_MS - clock.elapsed());
    cancelSleep = clock.setTimer(look, next > 0 ? next : soonest);
  }

  function look(): void {
    lookedAt = clock.elapsed();
    void store.flush();
    const due = [...tasks.values()]
      .filter((task) => task.remainingMs() <= 0)
      .sort((a, b) => a.remainingMs() - b.remainingMs());
    for (const task of due) if (!task.isFree) task.skip();
    if (!isPaused()) due.find((task) => task.isFree)?.start();
    sleep();
  }

  function stop(): Promise<void> {
    stopping ??= stopAll();
    return stopping;
  }

  async function stopAll(): Promise<void> {
    life = 'stopped';
    cancelSleep();
    await Promise.all([...tasks.values()].map((task) => task.stop(STOP_GRACE_MS)));
    await store.flush();
  }
}
