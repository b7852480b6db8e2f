import { accessSync, constants } from 'node:fs';
import BetterSqlite3 from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import { checkHeader, damaged } from './check-file.ts';
import { watchCondition } from './condition.ts';
import { DatabaseError } from './database-error.ts';
import type { SqliteConnections } from './engines/sqlite.ts';
import { migrations } from './migrations/index.ts';
import type { Database } from './open-database.ts';
import { prepareStatement } from './prepare-statement.ts';
import type { Schema } from './schema/index.ts';
import { watchStatements } from './statement-watch.ts';
import { toProblem } from './to-problem.ts';

/** A database that is only read; of what is prepared on it, nothing that writes can be run. */
export interface DatabaseBeside extends Pick<Database, 'epoch' | 'prepareRead' | 'prepareWrite'> {
  /** The last migration that it has seen. */
  readonly schema: string;
  close(): void;
}

/** The next start of this version brings it up to date. */
export class OlderSchemaError extends DatabaseError {}

/** A database that rows are written to, beside the server that may have it open. */
export interface WritableBeside extends DatabaseBeside, Pick<Database, 'transact'> {}

const BUSY_TIMEOUT_MS = 5_000;

/**
 * Opens the database of a server that may be running, for reading alone.
 * @throws DatabaseError where there is none, or none that this version can read.
 */
export function openBeside(file: string): DatabaseBeside {
  return open(file, { readonly: true }).database;
}

/**
 * Opens it for a command that writes a row; the server notices that by itself.
 * @throws DatabaseError, as `openBeside` does.
 */
export function openToWriteBeside(file: string): WritableBeside {
  const { connection, database } = open(file, { readonly: false });
  const transaction = connection.transaction((work: () => unknown) => work());
  return {
    ...database,
    async transact<T>(work: () => T) {
      try {
        return transaction.immediate(work) as T;
      } catch (error) {
        throw toProblem(explain(file, error));
      }
    },
  };
}

interface Opened {
  readonly connection: BetterSqlite3.Database;
  readonly database: DatabaseBeside;
}

function open(file: string, { readonly }: { readonly readonly: boolean }): Opened {
  ensureReadable(file);
  try {
    return openFile(file, readonly);
  } catch (error) {
    throw explain(file, error);
  }
}

function ensureReadable(file: string): void {
  if (file === ':memory:')
    throw new DatabaseError(
      'DATABASE_URL says :memory:, and what is in the memory of the server only the server can read: use its API.',
    );
  try {
    accessSync(file, constants.R_OK);
  } catch (error) {
    throw (error as NodeJS.ErrnoException).code === 'ENOENT' ? missing(file) : notAllowed(file);
  }
  checkHeader(file);
}

function openFile(file: string, readonly: boolean): Opened {
  const connection = new BetterSqlite3(file, { readonly, fileMustExist: true });
  try {
    connection.pragma(`busy_timeout = ${BUSY_TIMEOUT_MS}`);
    connection.pragma('trusted_schema = OFF');
    connection.pragma('cell_size_check = ON');
    if (!readonly) connection.pragma('synchronous = FULL');
    return { connection, database: toDatabase(connection, ensureThisSchema(connection, file)) };
  } catch (error) {
    connection.close();
    throw error;
  }
}

function ensureThisSchema(connection: BetterSqlite3.Database, file: string): string {
  const known = Object.keys(migrations);
  const applied = listApplied(connection);
  const last = applied.at(-1);
  if (last === undefined)
    throw new DatabaseError(
      `The database ${file} is not BookChat's: another program made it. Set DATA_DIR to the folder that the server uses.`,
    );
  const unknown = applied.filter((name) => !known.includes(name));
  if (unknown.length > 0)
    throw new DatabaseError(
      `A newer BookChat has written the database ${file} (it knows ${unknown.join(', ')}). Run the command of that version.`,
    );
  if (applied.length < known.length)
    throw new OlderSchemaError(
      `An older BookChat has written the database ${file}: it is as of ${last}, and this version reads ${known.at(-1)}. ` +
        'Start the server once with this version, which brings it up to date.',
    );
  return last;
}

function listApplied(connection: BetterSqlite3.Database): string[] {
  const exists = connection.prepare("select 1 from sqlite_master where name = 'kysely_migration'").get();
  if (exists === undefined) return [];
  return connection.prepare<[], string>('select name from kysely_migration order by name').pluck().all();
}

function toDatabase(connection: BetterSqlite3.Database, schema: string): DatabaseBeside {
  const connections = toConnections(connection);
  const watches = { condition: watchCondition(), statements: watchStatements() };
  const epoch = connection.prepare("select value from server_state where key = 'epoch'").pluck().get();
  return {
    epoch: String(epoch ?? ''),
    schema,
    prepareRead: (build) => prepareStatement({ connections, on: 'reader', ...watches }, build),
    prepareWrite: (build) => prepareStatement({ connections, on: 'reader', ...watches }, build),
    close: () => connection.close(),
  };
}

/** One connection for both: what would write on it is refused by SQLite. */
function toConnections(connection: BetterSqlite3.Database): SqliteConnections {
  return {
    kysely: new Kysely<Schema>({ dialect: new SqliteDialect({ database: connection }) }),
    reader: connection,
    writer: connection,
    transaction: connection.transaction((work: () => unknown) => work()),
    generation: 0,
    use() {
      throw new Error('A database that is only read is replaced by nothing.');
    },
  };
}

function explain(file: string, error: unknown): unknown {
  if (!(error instanceof BetterSqlite3.SqliteError)) return error;
  if (/^SQLITE_(?:CORRUPT|NOTADB)/.test(error.code)) return damaged(file, error.message);
  // Beside a database in use SQLite keeps an index of its log, and makes that where it is missing.
  if (/^SQLITE_(?:CANTOPEN|READONLY|PERM|AUTH)/.test(error.code)) return notAllowed(file);
  return error;
}

function missing(file: string): DatabaseError {
  return new DatabaseError(
    `There is no database at ${file}. Set DATA_DIR to the folder that the server uses.`,
  );
}

function notAllowed(file: string): DatabaseError {
  return new DatabaseError(
    `This user may not read the database ${file}. Run the command as the user that the server runs as.`,
  );
}
