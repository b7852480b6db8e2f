import type { TaskRun } from '@bookchat/shared';
import type { Generated, Selectable } from 'kysely';

/** What is remembered of a scheduled task beyond the process; without a row it has never run. */
export interface TasksTable {
  name: string;
  enabled: Generated<0 | 1>;
  /** What somebody chose over the configuration. */
  schedule: string | null;
  started_at: string | null;
  /** Null while it runs: a row that the process left so was interrupted. */
  finished_at: string | null;
  result: TaskRun['result'] | null;
  message: string | null;
  runs: Generated<number>;
  failures: Generated<number>;
  failures_in_a_row: Generated<number>;
  /** In how many runs in a row the process died; a stop in order is none. */
  cut_off_in_a_row: Generated<number>;
}

export type TaskRow = Selectable<TasksTable>;
