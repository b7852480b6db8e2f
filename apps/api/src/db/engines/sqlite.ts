import BetterSqlite3 from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import type { ConditionWatch } from '../condition.ts';
import type { Schema } from '../schema/index.ts';

const BUSY_TIMEOUT_MS = 5_000;
const WAL_SIZE_LIMIT_BYTES = 64 * 1024 * 1024;
const SYNCHRONOUS_FULL = 2;

/** The two connections of a server to its file: everything that writes, and reads that never wait for it. */
export interface SqliteConnections {
  readonly kysely: Kysely<Schema>;
  readonly writer: BetterSqlite3.Database;
  /** Sees only what is committed. In memory there is one connection for both. */
  readonly reader: BetterSqlite3.Database;
}

export function connectSqlite(file: string, condition: ConditionWatch): SqliteConnections {
  const writer = new BetterSqlite3(file);
  setWriterPragmas(writer);
  const reader = file === ':memory:' ? writer : openReader(file);
  return { kysely: createKysely(writer, condition), writer, reader };
}

function createKysely(writer: BetterSqlite3.Database, condition: ConditionWatch): Kysely<Schema> {
  return new Kysely<Schema>({
    dialect: new SqliteDialect({ database: writer }),
    log(event) {
      if (event.level === 'error') condition.couldNotRead(event.error);
    },
  });
}

/**
 * Checkpoints, so that the file alone holds everything, and closes both connections.
 */
export async function disconnectSqlite({ kysely, writer, reader }: SqliteConnections): Promise<void> {
  if (reader !== writer) reader.close();
  writer.pragma('wal_checkpoint(TRUNCATE)');
  await kysely.destroy();
}

/**
 * better-sqlite3 drops to NORMAL in WAL mode unless FULL is set, and NORMAL loses acknowledged messages
 * when the power goes. Called after the first write, when the setting is in force.
 */
export function assertFullDurability(writer: BetterSqlite3.Database): void {
  const synchronous = writer.pragma('synchronous', { simple: true });
  if (synchronous !== SYNCHRONOUS_FULL)
    throw new Error(`SQLite runs with synchronous=${String(synchronous)}, not FULL`);
}

function setWriterPragmas(writer: BetterSqlite3.Database): void {
  writer.pragma(`busy_timeout = ${BUSY_TIMEOUT_MS}`);
  writer.pragma('journal_mode = WAL');
  writer.pragma('synchronous = FULL');
  writer.pragma('foreign_keys = ON');
  writer.pragma('trusted_schema = OFF');
  writer.pragma('cell_size_check = ON');
  writer.pragma(`journal_size_limit = ${WAL_SIZE_LIMIT_BYTES}`);
}

function openReader(file: string): BetterSqlite3.Database {
  const reader = new BetterSqlite3(file, { readonly: true });
  reader.pragma(`busy_timeout = ${BUSY_TIMEOUT_MS}`);
  reader.pragma('trusted_schema = OFF');
  reader.pragma('cell_size_check = ON');
  return reader;
}
