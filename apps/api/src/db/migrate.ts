import { type Kysely, sql } from 'kysely';
import { DatabaseError } from './database-error.ts';
import { migrations } from './migrations/index.ts';
import type { Schema } from './schema/index.ts';

/** Is given the database as it was, while nothing else uses it. */
export type BeforeMigration = (db: Kysely<Schema>) => Promise<void>;

/**
 * Brings the schema up to date.
 * @param beforeMigration runs first where there is something to lose.
 * @returns the names of the migrations that it ran.
 * @throws DatabaseError when a newer BookChat, or another program, has written the database.
 */
export async function migrate(db: Kysely<Schema>, beforeMigration?: BeforeMigration): Promise<string[]> {
  const applied = await listApplied(db);
  refuseNewer(applied);
  if (applied.length === Object.keys(migrations).length) return [];
  if (applied.length > 0) await beforeMigration?.(db);
  const { Migrator } = await import('kysely/migration'); // not at every start
  const migrator = new Migrator({ db, provider: { getMigrations: async () => ({ ...migrations }) } });
  const { error, results = [] } = await migrator.migrateToLatest();
  if (error !== undefined) throw error;
  return results.map(({ migrationName }) => migrationName);
}

async function listApplied(db: Kysely<Schema>): Promise<string[]> {
  const exists = await sql`select 1 from sqlite_master where name = 'kysely_migration'`.execute(db);
  if (exists.rows.length === 0) {
    await refuseForeign(db);
    return [];
  }
  const { rows } = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(db);
  return rows.map(({ name }) => name);
}

async function refuseForeign(db: Kysely<Schema>): Promise<void> {
  const { rows } = await sql<{ name: string }>`select name from sqlite_master order by name`.execute(db);
  if (rows.length === 0) return;
  throw new DatabaseError(
    `The database in the data folder is not BookChat's: it holds ${rows.map(({ name }) => name).join(', ')}. ` +
      'Give BookChat a DATA_DIR of its own, or move that file away.',
  );
}

function refuseNewer(applied: readonly string[]): void {
  const unknown = applied.filter((name) => !(name in migrations));
  if (unknown.length === 0) return;
  throw new DatabaseError(
    `A newer BookChat has written this database (it knows ${unknown.join(', ')}). ` +
      'Start that version, or restore a backup that this version made.',
  );
}
