import type { Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('archive_batches')
    .addColumn('number', 'integer', (column) => column.primaryKey())
    .addColumn('committed_at', 'text', (column) => column.notNull())
    .addColumn('events', 'integer', (column) => column.notNull())
    .execute();
  await db.schema
    .createTable('archive_files')
    .addColumn('id', 'integer', (column) => column.primaryKey())
    .addColumn('path', 'text', (column) => column.notNull().unique())
    .addColumn('batch', 'integer', (column) => column.notNull())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('room', 'text')
    .addColumn('day', 'text')
    .addColumn('blob_hash', 'text', (column) => column.notNull())
    .addColumn('bytes', 'integer', (column) => column.notNull())
    .addColumn('events', 'integer', (column) => column.notNull())
    .addColumn('is_whole', 'integer', (column) => column.notNull())
    .execute();
  await db.schema
    .createIndex('archive_files_by_batch')
    .on('archive_files')
    .columns(['batch', 'id'])
    .execute();
  await db.schema
    .createIndex('archive_files_by_day')
    .on('archive_files')
    .columns(['kind', 'day', 'room'])
    .execute();
  await db.schema
    .createTable('archive_entries')
    .addColumn('position', 'integer', (column) => column.primaryKey())
    .addColumn('file', 'integer', (column) => column.notNull())
    .execute();
  await db.schema
    .createIndex('archive_entries_by_file')
    .on('archive_entries')
    .columns(['file', 'position'])
    .execute();
  await db.schema
    .createTable('archive_commits')
    .addColumn('target', 'text', (column) => column.notNull())
    .addColumn('batch', 'integer', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('parent', 'text')
    .addColumn('tree', 'text', (column) => column.notNull())
    .addColumn('commit_hash', 'text')
    .addPrimaryKeyConstraint('archive_commits_key', ['target', 'batch'])
    .execute();
  await db.schema
    .createTable('archive_targets')
    .addColumn('name', 'text', (column) => column.primaryKey())
    .addColumn('head', 'text')
    .addColumn('epoch', 'text', (column) => column.notNull())
    .addColumn('announced_at', 'text')
    .execute();
  await db.schema
    .createTable('archive_conditions')
    .addColumn('target', 'text', (column) => column.primaryKey())
    .addColumn('blocked_until', 'text')
    .addColumn('last_success_at', 'text')
    .addColumn('verified_at', 'text')
    .addColumn('last_error_at', 'text')
    .addColumn('last_error', 'text')
    .addColumn('verification', 'text')
    .execute();
  await db.schema
    .createTable('archive_set_aside')
    .addColumn('position', 'integer', (column) => column.primaryKey())
    .addColumn('reason', 'text', (column) => column.notNull())
    .addColumn('set_aside_at', 'text', (column) => column.notNull())
    .execute();
  await db.schema
    .createTable('kept_events')
    .addColumn('position', 'integer', (column) => column.primaryKey())
    .addColumn('line', 'text', (column) => column.notNull())
    .execute();
}
