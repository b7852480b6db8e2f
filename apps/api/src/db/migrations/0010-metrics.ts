import type { Kysely } from 'kysely';

const FIGURES = [
  'requests',
  'errors',
  'messages',
  'latency_p50',
  'latency_p90',
  'latency_p99',
  'event_loop_max',
  'cpu_percent',
  'memory_bytes',
  'database_bytes',
  'wal_bytes',
  'disk_free_bytes',
  'archive_backlog',
  'archive_lag',
  'backup_age',
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const table of ['metrics_minutes', 'metrics_hours']) {
    const empty = db.schema.createTable(table).addColumn('at', 'integer', (column) => column.primaryKey());
    await FIGURES.reduce((builder, figure) => builder.addColumn(figure, 'real'), empty).execute();
  }
}
