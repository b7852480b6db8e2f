import type { Database } from '../../db/open-database.ts';
import type { TaskRow } from '../../db/schema/tasks.ts';

export type TaskSettings = Pick<TaskRow, 'name' | 'enabled' | 'schedule'>;
export type TaskRuns = Omit<TaskRow, 'enabled' | 'schedule'>;

export function prepareFindTask(database: Database) {
  return database.prepareRead<{ name: string }, TaskRow>((db, parameter) =>
    db.selectFrom('tasks').selectAll().where('name', '=', parameter('name')),
  );
}

/**
 * Writes into columns of its own, as each of these does: a change of the settings and the end of a run at the same
 * time undo nothing of each other.
 */
export function prepareSaveRuns(database: Database) {
  return database.prepareWrite<TaskRuns, unknown>((db, parameter) => {
    const values = {
      started_at: parameter('started_at'),
      finished_at: parameter('finished_at'),
      result: parameter('result'),
      message: parameter('message'),
      runs: parameter('runs'),
      failures: parameter('failures'),
      failures_in_a_row: parameter('failures_in_a_row'),
      cut_off_in_a_row: parameter('cut_off_in_a_row'),
    };
    return db
      .insertInto('tasks')
      .values({ name: parameter('name'), ...values })
      .onConflict((conflict) => conflict.column('name').doUpdateSet(values));
  });
}

export function prepareSaveEnabled(database: Database) {
  return database.prepareWrite<Pick<TaskSettings, 'name' | 'enabled'>, unknown>((db, parameter) => {
    const values = { enabled: parameter('enabled') };
    return db
      .insertInto('tasks')
      .values({ name: parameter('name'), ...values })
      .onConflict((conflict) => conflict.column('name').doUpdateSet(values));
  });
}

export function prepareSaveSchedule(database: Database) {
  return database.prepareWrite<Pick<TaskSettings, 'name' | 'schedule'>, unknown>((db, parameter) => {
    const values = { schedule: parameter('schedule') };
    return db
      .insertInto('tasks')
      .values({ name: parameter('name'), ...values })
      .onConflict((conflict) => conflict.column('name').doUpdateSet(values));
  });
}
