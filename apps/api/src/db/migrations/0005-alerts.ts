import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('alerts')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('timestamp', 'text', (column) => column.notNull())
    .addColumn('severity', 'text', (column) => column.notNull())
    .addColumn('title', 'text', (column) => column.notNull())
    .addColumn('message', 'text', (column) => column.notNull())
    .addColumn('details', 'text', (column) => column.notNull())
    .addColumn('cause', 'text', (column) => column.notNull())
    .addColumn('count', 'integer', (column) => column.notNull())
    .addColumn('last_seen_at', 'text', (column) => column.notNull())
    .addColumn('acknowledged_at', 'text')
    .addColumn('resolved_at', 'text')
    .addColumn('deliveries', 'text', (column) => column.notNull().defaultTo('{}'))
    .addColumn('to_tell', 'integer', (column) => column.notNull().defaultTo(0))
    .execute();
  await db.schema
    .createIndex('alerts_unresolved_by_cause')
    .on('alerts')
    .column('cause')
    .unique()
    .where(sql.ref('resolved_at'), 'is', null)
    .execute();
  await db.schema.createIndex('alerts_by_severity').on('alerts').columns(['severity', 'id']).execute();
  await db.schema
    .createIndex('alerts_by_resolved_at')
    .on('alerts')
    .column('resolved_at')
    .where(sql.ref('resolved_at'), 'is not', null)
    .execute();
  await db.schema
    .createIndex('alerts_to_tell')
    .on('alerts')
    .column('id')
    .where(sql.ref('to_tell'), '=', sql.lit(1))
    .execute();
}
