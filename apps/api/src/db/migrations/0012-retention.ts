import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('archive_files').addColumn('removed_at', 'text').execute();
  await db.schema
    .createIndex('archive_files_to_remove')
    .on('archive_files')
    .columns(['room', 'day'])
    .where(sql.ref('kind'), '=', sql.lit('segment'))
    .where(sql.ref('removed_at'), 'is', null)
    .execute();
  await db.schema
    .createTable('retention_rooms')
    .addColumn('room', 'text', (column) => column.primaryKey())
    .addColumn('newest_day', 'text', (column) => column.notNull())
    .execute();
  await db.schema
    .createTable('retention_runs')
    .addColumn('id', 'integer', (column) => column.primaryKey())
    .addColumn('outcome', 'text', (column) => column.notNull())
    .execute();
}
