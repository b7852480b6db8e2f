import type { Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('archive_writes')
    .addColumn('id', 'integer', (column) => column.primaryKey())
    .addColumn('sent_at', 'text', (column) => column.notNull())
    .execute();
  await db.schema.alterTable('archive_targets').dropColumn('epoch').execute();
  await db.schema.alterTable('archive_targets').addColumn('begun_at', 'text').execute();
}
