import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import { Migrator } from 'kysely/migration';
import { migrations } from '../src/db/migrations/index.ts';

/** Leaves in a folder the database of an older version, which knew the first `known` migrations, with two messages in it. */
export async function makeOldDatabase(dataDir: string, known = 3): Promise<string> {
  const file = join(dataDir, 'bookchat.db');
  const connection = new BetterSqlite3(file);
  connection.pragma('journal_mode = WAL');
  const db = new Kysely<unknown>({ dialect: new SqliteDialect({ database: connection }) });
  const old = Object.fromEntries(Object.entries(migrations).slice(0, known));
  const { error } = await new Migrator({
    db,
    provider: { getMigrations: async () => old },
  }).migrateToLatest();
  if (error !== undefined) throw error;
  connection.exec(`
    insert into messages (position, id, room, author, content, created_at) values
      (1, '01931e2f-7c1a-7cc3-98c4-dc0c0c07398f', 'general', 'alice', 'the tide', '2026-01-01T00:00:00.000Z'),
      (2, '01931e2f-7c1a-7cc3-98c4-dc0c0c073990', 'general', 'bob', 'is out', '2026-01-01T00:00:01.000Z');
    insert into changes (position, type, message_id) select position, 'message.created', id from messages;
    insert into server_state (key, value) values ('epoch', '5f2c9a1e')`);
  await db.destroy();
  return file;
}
