import BetterSqlite3 from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import type { ConditionWatch } from '../condition.ts';
import type { Schema } from '../schema/index.ts';
import type { StatementWatch } from '../statement-watch.ts';

const BUSY_TIMEOUT_MS = 5_000;
const WAL_SIZE_LIMIT_BYTES = 64 * 1024 * 1024;
/** 16 MiB: of many rooms each batch writes the same pages again, which a checkpoint then writes back once. */
const PAGES_UNTIL_CHECKPOINT = 4_096;
const SYNCHRONOUS_FULL = 2;
const ANALYSIS_LIMIT_ROWS = 400;

/** What a server needs open of its file: everything that writes, and reads that never wait for it. */
export interface OpenFile {
  readonly writer: BetterSqlite3.Database;
  /** Sees only what is committed. In memory there is one connection for both. */
  readonly reader: BetterSqlite3.Database;
  /** Runs its argument in a transaction on the writing connection. */
  readonly transaction: BetterSqlite3.Transaction<(work: () => unknown) => unknown>;
}

/** The file that is open at present, under a Kysely that stays the same whichever that is. */
export interface SqliteConnections extends OpenFile {
  readonly kysely: Kysely<Schema>;
  /** Counts the files: what was prepared on an earlier one must be prepared anew. */
  readonly generation: number;
  /** Puts another file in the place of the present one, which is given back as it is. */
  use(next: OpenFile): OpenFile;
}

export function connectSqlite(
  file: string,
  condition: ConditionWatch,
  statements: StatementWatch,
): SqliteConnections {
  const current = { ...openSqlite(file), generation: 0 };
  return Object.assign(current, {
    kysely: createKysely(current, condition, statements),
    use(next: OpenFile): OpenFile {
      const { writer, reader, transaction } = current;
      Object.assign(current, next, { generation: current.generation + 1 });
      return { writer, reader, transaction };
    },
  });
}

/** @param source a file, `:memory:`, or the bytes of a database that is then kept in memory. */
export function openSqlite(source: string | Buffer): OpenFile {
  const writer = new BetterSqlite3(source);
  try {
    setWriterPragmas(writer);
    const transaction = writer.transaction((work: () => unknown) => work());
    return { writer, reader: writer.memory ? writer : openReader(writer.name), transaction };
  } catch (error) {
    writer.close();
    throw error;
  }
}

function createKysely(
  current: Pick<SqliteConnections, 'writer'>,
  condition: ConditionWatch,
  statements: StatementWatch,
): Kysely<Schema> {
  const database = {
    prepare: (sql: string) => current.writer.prepare(sql),
    close: () => void current.writer.close(),
  };
  return new Kysely<Schema>({
    dialect: new SqliteDialect({ database }),
    log(event) {
      if (event.level === 'error') condition.couldNotRead(event.error);
      else statements.ran(event.query.sql, event.queryDurationMillis);
    },
  });
}

/**
 * Checkpoints, so that the file alone holds everything, and closes both connections.
 */
export async function disconnectSqlite({ kysely, writer, reader }: SqliteConnections): Promise<void> {
  if (reader !== writer) reader.close();
  tryTo(() => optimizeSqlite(writer));
  // On a full disk, or over a broken page: the log keeps what it holds, and the next start takes it in.
  tryTo(() => writer.pragma('wal_checkpoint(TRUNCATE)'));
  await kysely.destroy();
}

/**
 * Closes a file that is about to be moved. It leaves WAL mode where it can: a program that opened it a moment ago
 * would else go on to the log of whatever stands in its place by then.
 */
export function closeToMove({ writer, reader }: OpenFile): void {
  if (reader !== writer) reader.close();
  try {
    writer.pragma('busy_timeout = 0');
    writer.pragma('journal_mode = DELETE');
  } catch {
    // Another has it open, or it is damaged: then the log stays, and is moved as well.
  }
  writer.close();
}

/**
 * Has SQLite renew the statistics that its plans go by, where a table has changed by much since: a look otherwise, and
 * never more than some hundred rows of each index. https://sqlite.org/pragma.html#pragma_optimize
 */
export function optimizeSqlite(writer: BetterSqlite3.Database): void {
  writer.pragma(`analysis_limit = ${ANALYSIS_LIMIT_ROWS}`);
  writer.pragma('optimize');
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

function tryTo(work: () => void): void {
  try {
    work();
  } catch {
    // What is not done now is done after the next start.
  }
}

/**
 * Has a database that is still empty keep the notes by which pages are given back to the disk later. One that holds
 * something gets them by being rebuilt. https://sqlite.org/pragma.html#pragma_auto_vacuum
 */
export function makeShrinkable(connection: BetterSqlite3.Database): void {
  if (connection.pragma('page_count', { simple: true }) === 0) connection.pragma('auto_vacuum = INCREMENTAL');
}

function setWriterPragmas(writer: BetterSqlite3.Database): void {
  writer.pragma(`busy_timeout = ${BUSY_TIMEOUT_MS}`);
  makeShrinkable(writer);
  writer.pragma('journal_mode = WAL');
  writer.pragma('synchronous = FULL');
  writer.pragma('foreign_keys = ON');
  writer.pragma('trusted_schema = OFF');
  writer.pragma('cell_size_check = ON');
  writer.pragma(`wal_autocheckpoint = ${PAGES_UNTIL_CHECKPOINT}`);
  writer.pragma(`journal_size_limit = ${WAL_SIZE_LIMIT_BYTES}`);
}

function openReader(file: string): BetterSqlite3.Database {
  const reader = new BetterSqlite3(file, { readonly: true });
  reader.pragma(`busy_timeout = ${BUSY_TIMEOUT_MS}`);
  reader.pragma('trusted_schema = OFF');
  reader.pragma('cell_size_check = ON');
  return reader;
}
