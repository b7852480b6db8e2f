import type { TaskRun } from '@bookchat/shared';

/** What is remembered of a scheduled task beyond the process; without a row it has never run. */
export interface TasksTable {
  name: string;
  enabled: 0 | 1;
  /** What somebody chose over the configuration. */
  schedule: string | null;
  started_at: string | null;
  /** Null while it runs: a row that the process left so was interrupted. */
  finished_at: string | null;
  result: TaskRun['result'] | null;
  message: string | null;
  runs: number;
  failures: number;
  failures_in_a_row: number;
}
