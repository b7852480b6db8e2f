import BetterSqlite3 from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import { migrate } from '../migrate.ts';
import type { Schema } from '../schema/index.ts';
import { UnusableError } from './unusable-error.ts';

interface Part {
  readonly type: string;
  readonly name: string;
  readonly sql: string;
}

/**
 * The names of migrations can be written by anyone: looks at what they should have made. A trigger that was slipped in
 * would run with every message.
 * @param connection to a database with today's schema.
 * @throws UnusableError naming the first part that is missing, changed or too many.
 */
export async function ensureSameSchema(connection: BetterSqlite3.Database): Promise<void> {
  const expected = await readExpected();
  const found = readSchema(connection);
  for (const [name, { type, sql }] of expected) {
    const other = found.get(name);
    if (other === undefined) throw new UnusableError(`it lacks a part of its schema: the ${type} ${name}`);
    if (other.sql !== sql) throw new UnusableError(`its ${type} ${name} is not the one of BookChat`);
  }
  for (const [name, { type }] of found)
    if (!expected.has(name)) throw new UnusableError(`it holds what is not of BookChat: the ${type} ${name}`);
}

async function readExpected(): Promise<Map<string, Part>> {
  const fresh = new BetterSqlite3(':memory:');
  try {
    await migrate(new Kysely<Schema>({ dialect: new SqliteDialect({ database: fresh }) }));
    return readSchema(fresh);
  } finally {
    fresh.close();
  }
}

/** Without what SQLite keeps for itself: its statistics, and the indexes that come with a table. */
function readSchema(connection: BetterSqlite3.Database): Map<string, Part> {
  const parts = connection
    .prepare<[], Part>('select type, name, sql from sqlite_master where sql is not null')
    .all()
    .filter(({ type, name }) => type !== 'table' || !name.startsWith('sqlite_'));
  return new Map(parts.map((part) => [part.name, { ...part, sql: oneLine(part.sql) }]));
}

function oneLine(sql: string): string {
  return sql.replaceAll(/\s+/g, ' ').trim();
}
