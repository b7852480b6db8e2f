import type { Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('people')
    .addColumn('status_text', 'text', (column) => column.notNull().defaultTo(''))
    .execute();
  await db.schema.alterTable('people').addColumn('time_zone', 'text').execute();
  await db.schema.alterTable('people').addColumn('avatar', 'text').execute();
  await db.schema
    .createTable('avatars')
    .addColumn('hash', 'text', (column) => column.primaryKey())
    .addColumn('bytes', 'blob', (column) => column.notNull())
    .execute();
}
