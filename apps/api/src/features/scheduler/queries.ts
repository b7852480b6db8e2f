import type { Database } from '../../db/open-database.ts';
import type { TasksTable } from '../../db/schema/tasks.ts';

export function prepareFindTask(database: Database) {
  return database.prepareRead<{ name: string }, TasksTable>((db, parameter) =>
    db.selectFrom('tasks').selectAll().where('name', '=', parameter('name')),
  );
}

export function prepareSaveTask(database: Database) {
  return database.prepareWrite<TasksTable, unknown>((db, parameter) => {
    const values = {
      enabled: parameter('enabled'),
      schedule: parameter('schedule'),
      started_at: parameter('started_at'),
      finished_at: parameter('finished_at'),
      result: parameter('result'),
      message: parameter('message'),
      runs: parameter('runs'),
      failures: parameter('failures'),
      failures_in_a_row: parameter('failures_in_a_row'),
    };
    return db
      .insertInto('tasks')
      .values({ name: parameter('name'), ...values })
      .onConflict((conflict) => conflict.column('name').doUpdateSet(values));
  });
}
