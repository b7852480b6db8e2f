import type { Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('tasks')
    .addColumn('name', 'text', (column) => column.primaryKey())
    .addColumn('enabled', 'integer', (column) => column.notNull().defaultTo(1))
    .addColumn('schedule', 'text')
    .addColumn('started_at', 'text')
    .addColumn('finished_at', 'text')
    .addColumn('result', 'text')
    .addColumn('message', 'text')
    .addColumn('runs', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('failures', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('failures_in_a_row', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('cut_off_in_a_row', 'integer', (column) => column.notNull().defaultTo(0))
    .execute();
}
