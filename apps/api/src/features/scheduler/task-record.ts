import type { TaskRun } from '@bookchat/shared';
import type { TaskRow } from '../../db/schema/tasks.ts';
import type { Clock } from '../../lib/clock.ts';
import type { Outcome } from './start-run.ts';
import type { SettingsChange, TaskStore } from './task-store.ts';

/** What is kept of a task beyond the process; held in memory, and written as far as the disk allows. */
export interface TaskRecord {
  readonly row: TaskRow;
  /** The last run that has ended. */
  readonly lastRun: TaskRun | null;
  /** Whether the process before this one died in a run, and so many before it that the task may be why. */
  readonly bringsDown: boolean;
  /** @throws ProblemError where the change cannot be written; then there is none. */
  change(change: SettingsChange): Promise<void>;
  begin(): void;
  end(outcome: Outcome): Promise<void>;
}

const CUT_OFF = { result: 'interrupted', message: 'The server ended while it ran.' } as const;

/** Once may be a power cut, and twice an impatient operator. */
const CUT_OFF_BY_ITSELF = 3;

/** Reads what is known of a task; a run that an earlier process left unfinished was interrupted. */
export function openTaskRecord(name: string, store: TaskStore, clock: Clock): TaskRecord {
  let row = store.find(name) ?? toFirstRow(name);
  let lastRun: TaskRun | null = null;
  const wasCutOff = row.started_at !== null && row.finished_at === null;
  if (wasCutOff) cutOff();
  else lastRun = toRun(row);
  // What this server has done, and was told to do, holds on whatever messages are put back.
  store.onReplaced(() => void store.saveAnew(name, () => row));

  return {
    get row() {
      return row;
    },
    get lastRun() {
      return lastRun;
    },
    bringsDown: wasCutOff && row.cut_off_in_a_row >= CUT_OFF_BY_ITSELF,
    async change(change) {
      await store.saveSettings(name, change);
      row = { ...row, ...change };
    },
    begin,
    end,
  };

  function begin(): void {
    row = { ...row, started_at: timestamp(clock), finished_at: null, result: null, message: null };
    void store.saveRuns(row);
  }

  function cutOff(): void {
    row = { ...row, cut_off_in_a_row: row.cut_off_in_a_row + 1 };
    void end(CUT_OFF);
  }

  function end(outcome: Outcome): Promise<void> {
    row = withEnd(row, outcome, timestamp(clock));
    lastRun = toRun(row);
    return store.saveRuns(row);
  }
}

function toFirstRow(name: string): TaskRow {
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
    cut_off_in_a_row: 0,
  };
}

function withEnd(row: TaskRow, outcome: Outcome, finished_at: string): TaskRow {
  const { result, message } = outcome;
  const cut_off_in_a_row = result === 'interrupted' ? row.cut_off_in_a_row : 0;
  const failed = Number(result === 'failed' || result === 'timed_out' || isOneTooMany(row, outcome));
  return {
    ...row,
    finished_at,
    result,
    message,
    runs: row.runs + 1,
    failures: row.failures + failed,
    failures_in_a_row: result === 'ok' ? 0 : row.failures_in_a_row + failed,
    cut_off_in_a_row,
  };
}

function isOneTooMany({ cut_off_in_a_row }: TaskRow, outcome: Outcome): boolean {
  return outcome === CUT_OFF && cut_off_in_a_row >= CUT_OFF_BY_ITSELF;
}

function toRun({ started_at, finished_at, result, message }: TaskRow): TaskRun | null {
  if (started_at === null || finished_at === null || result === null || message === null) return null;
  return { started_at, finished_at, result, message };
}

function timestamp(clock: Clock): string {
  return new Date(clock.now()).toISOString();
}
