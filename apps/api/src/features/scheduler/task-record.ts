import type { TaskRun } from '@bookchat/shared';
import type { TasksTable } from '../../db/schema/tasks.ts';
import type { Clock } from '../../lib/clock.ts';
import type { Outcome } from './start-run.ts';
import type { TaskStore } from './task-store.ts';

/** What is kept of a task beyond the process. */
export interface TaskRecord {
  readonly row: TasksTable;
  readonly lastRun: TaskRun | null;
  /** @throws ProblemError where it cannot be written; then nothing has changed. */
  set(settings: Partial<Pick<TasksTable, 'enabled' | 'schedule'>>): Promise<void>;
  /** Notes that a run begins. */
  begin(): void;
  /** Notes how the run ended. */
  end(outcome: Outcome): Promise<TaskRun>;
}

const INTERRUPTED = { result: 'interrupted', message: 'The server ended while it ran.' } as const;

/** Reads what is known of a task; a run that an earlier process left unfinished was interrupted. */
export function openTaskRecord(name: string, store: TaskStore, clock: Clock): TaskRecord {
  let row = store.find(name) ?? toFirstRow(name);
  const now = () => new Date(clock.now()).toISOString();
  if (row.started_at !== null && row.finished_at === null) {
    row = { ...row, ...finish(row, INTERRUPTED, now()) };
    void store.keep(row);
  }
  let lastRun = toLastRun(row);

  return {
    get row() {
      return row;
    },
    get lastRun() {
      return lastRun;
    },
    async set(settings) {
      await store.write({ ...row, ...settings });
      row = { ...row, ...settings };
    },
    begin() {
      row = { ...row, started_at: now(), finished_at: null, result: null, message: null };
      void store.keep(row);
    },
    async end(outcome) {
      row = { ...row, ...finish(row, outcome, now()) };
      lastRun = toLastRun(row) as TaskRun;
      const run = lastRun;
      await store.keep(row);
      return run;
    },
  };
}

function toFirstRow(name: string): TasksTable {
  return {
    name,
    enabled: 1,
    schedule: null,
    started_at: null,
    finished_at: null,
    result: null,
    message: null,
    runs: 0,
    failures: 0,
    failures_in_a_row: 0,
  };
}

function finish(row: TasksTable, { result, message }: Outcome, finished_at: string): Partial<TasksTable> {
  const failed = result === 'failed' || result === 'timed_out';
  const inARow = result === 'ok' ? 0 : row.failures_in_a_row + Number(failed);
  return {
    finished_at,
    result,
    message,
    runs: row.runs + 1,
    failures: row.failures + Number(failed),
    failures_in_a_row: inARow,
  };
}

function toLastRun({ started_at, finished_at, result, message }: TasksTable): TaskRun | null {
  if (started_at === null || finished_at === null || result === null) return null;
  return { started_at, finished_at, result, message: message ?? '' };
}
