import { existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Kysely } from 'kysely';
import { checkContent } from './check-content.ts';
import { checkHeader, checkLength, damaged } from './check-file.ts';
import { type ConditionWatch, watchCondition } from './condition.ts';
import { createEpoch } from './create-epoch.ts';
import { UnreadableDatabaseError } from './database-error.ts';
import {
  assertFullDurability,
  connectSqlite,
  disconnectSqlite,
  optimizeSqlite,
  type SqliteConnections,
} from './engines/sqlite.ts';
import {
  canShrink,
  type DatabaseSpace,
  foldLog,
  giveBackPages,
  readFreeBytes,
} from './engines/sqlite-space.ts';
import { explainStatement } from './explain-statement.ts';
import { type DataDirLock, lockDataDir } from './lock-data-dir.ts';
import { makePrivate } from './make-private.ts';
import { type BeforeMigration, migrate } from './migrate.ts';
import { type PreparedStatement, prepareStatement } from './prepare-statement.ts';
import { readSchema, type SchemaFacts } from './read-schema.ts';
import { type OnRebuild, rebuildOnce } from './rebuild-once.ts';
import { replaceDatabase } from './replace-database.ts';
import { finishRestore } from './restore/finish-restore.ts';
import type { Schema } from './schema/index.ts';
import { type StatementWatch, watchStatements } from './statement-watch.ts';
import { toProblem } from './to-problem.ts';

type Build<Params, Row> = Parameters<typeof prepareStatement<Params, Row>>[1];

export interface Database {
  readonly kysely: Kysely<Schema>;
  /** Which history this is: eight characters, new after a restore. */
  readonly epoch: string;
  readonly migrated: readonly string[];
  /** What was done at the start about a restore that had been interrupted; null where none had been. */
  readonly recovered: string | null;
  readonly condition: ConditionWatch;
  readonly statements: StatementWatch;
  /** Prepares a query that sees what is committed, and never waits for a writer. */
  prepareRead<Params, Row>(build: Build<Params, Row>): PreparedStatement<Params, Row>;
  /** Prepares a statement to be run within `transact`. */
  prepareWrite<Params, Row>(build: Build<Params, Row>): PreparedStatement<Params, Row>;
  /**
   * Runs `work` in one transaction of its own, which is on disk when the promise settles.
   * @throws ProblemError `storage_full` or `overloaded`; then nothing was written.
   */
  transact<T>(work: () => T): Promise<T>;
  /**
   * Puts another database in the place of this one, under everything that runs. Whatever is written meanwhile waits,
   * and is written to the new one.
   * @param incoming a file beside this one, closed, checked and migrated. It is gone afterwards.
   * @param lastly runs before, once nothing writes to the old one any more.
   * @returns the folder beside the database in which the old files are; null in memory.
   * @throws what went wrong; then the old database goes on, unless it is a DatabaseLostError.
   */
  replaceWith(incoming: string, lastly?: () => Promise<void>): Promise<string | null>;
  /**
   * Has `work` done while nobody writes to the database: whoever wants to waits. What it does must not write by way of
   * this.
   */
  holdWrites<T>(work: () => Promise<T>): Promise<T>;
  /** A number that is another one once another process has written to the file; asking for it costs no query of rows. */
  writtenElsewhere(): number;
  /** Hears that history is another, before anybody can write to it: what was kept of the old one is of no use. */
  onReplaced(listener: () => void): void;
  /** Has the engine renew the statistics that its plans go by, where that would help. */
  optimize(): Promise<void>;
  /** What the engine says of how it would run a statement, a line each; empty where it cannot. */
  explain(sql: string): string[];
  readonly space: DatabaseSpace;
  readSchema(): SchemaFacts;
  close(): Promise<void>;
}

interface OpenOptions {
  /** Runs before the schema of a database that is there already is changed; what it throws ends the opening. */
  readonly beforeMigration?: BeforeMigration | undefined;
  /** Has one that cannot give space back rebuilt; hears before that of the bytes that it takes. */
  readonly onRebuild?: OnRebuild | undefined;
}

/**
 * Opens the database of a server, `:memory:` or a file, and makes it if there has never been one.
 * @throws DatabaseError when it is damaged, lost, newer than this version or in use by another server.
 */
export async function openDatabase(file: string, options: OpenOptions = {}): Promise<Database> {
  const watches = { condition: watchCondition(), statements: watchStatements() };
  if (file === ':memory:')
    return prepare(connect(file, watches), { file, ...watches, lock: null, recovered: null });
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const lock = lockDataDir(dirname(file));
  try {
    return await openFile({ file, ...watches, lock, recovered: finishRestore(file), ...options });
  } catch (error) {
    lock.release();
    throw isCorruption(error) ? damaged(file, error.message) : error;
  }
}

type Watches = Pick<Database, 'condition' | 'statements'>;

interface Opening extends Watches, Pick<Database, 'recovered'>, OpenOptions {
  readonly file: string;
  /** Null in memory. */
  readonly lock: DataDirLock | null;
}

async function openFile(opening: Opening & { lock: DataDirLock }): Promise<Database> {
  const { file, lock } = opening;
  const cutOff = sizeOf(`${file}-wal`) > 0;
  if (lock.usedBefore || sizeOf(file) > 0) checkBeforeOpening(file, cutOff);
  makePrivate(file);
  const connections = connect(file, opening);
  try {
    checkOnceOpen(connections, file, cutOff);
    return await prepare(connections, opening);
  } catch (error) {
    connections.reader.close();
    connections.writer.close();
    throw error;
  }
}

function connect(file: string, { condition, statements }: Watches): SqliteConnections {
  return connectSqlite(file, condition, statements);
}

function checkBeforeOpening(file: string, cutOff: boolean): void {
  if (!existsSync(file))
    throw new UnreadableDatabaseError(
      `The database ${file} is gone, though BookChat has kept one there. Put it back from a copy; ` +
        `or, to start empty on purpose, remove bookchat.lock from that folder.`,
    );
  checkHeader(file);
  if (!cutOff) checkLength(file);
}

function checkOnceOpen({ writer }: SqliteConnections, file: string, cutOff: boolean): void {
  if (cutOff) {
    writer.pragma('wal_checkpoint(TRUNCATE)');
    checkLength(file);
  }
  checkContent(writer, { path: file, cutOff });
}

async function prepare(connections: SqliteConnections, opening: Opening): Promise<Database> {
  const migrated = await migrate(connections.kysely, opening.beforeMigration);
  await ensureEpoch(connections.kysely);
  if (opening.onRebuild !== undefined) rebuildOnce(connections.writer, opening.file, opening.onRebuild);
  opening.lock?.markUsed();
  return toDatabase(connections, { ...opening, migrated });
}

function toDatabase(
  connections: SqliteConnections,
  { file, migrated, recovered, condition, statements, lock }: Opening & Pick<Database, 'migrated'>,
): Database {
  const { kysely } = connections;
  const listeners: (() => void)[] = [];
  let epoch = takeUp();
  return {
    kysely,
    get epoch() {
      return epoch;
    },
    migrated,
    recovered,
    condition,
    statements,
    prepareRead: (build) => prepareStatement({ connections, on: 'reader', condition, statements }, build),
    prepareWrite: (build) => prepareStatement({ connections, on: 'writer', condition, statements }, build),
    // Within Kysely's own lock on the connection, so that it never joins a transaction of Kysely's.
    transact: <T>(work: () => T) =>
      kysely.connection().execute(async () => {
        try {
          const result = connections.transaction.immediate(work) as T;
          condition.wrote();
          return result;
        } catch (error) {
          condition.couldNotWrite(error);
          throw toProblem(error);
        }
      }),
    replaceWith: (incoming, lastly) =>
      kysely.connection().execute(async () => {
        await lastly?.();
        return replaceDatabase({ connections, file, refresh }, incoming);
      }),
    holdWrites: (work) => kysely.connection().execute(work),
    // Of the connection that all our own writes go through: SQLite counts those of others alone.
    writtenElsewhere: () => Number(connections.writer.pragma('data_version', { simple: true })),
    onReplaced: (listener) => void listeners.push(listener),
    optimize: () => kysely.connection().execute(async () => optimizeSqlite(connections.writer)),
    explain: (statement) => explainStatement(connections.reader, statement),
    space: {
      get canShrink() {
        return canShrink(connections.writer);
      },
      get freeBytes() {
        return readFreeBytes(connections.writer);
      },
      giveBack: (pages) => kysely.connection().execute(async () => giveBackPages(connections.writer, pages)),
      foldLog: () => kysely.connection().execute(async () => foldLog(connections.writer)),
    },
    readSchema: () => readSchema(connections.reader),
    async close() {
      await disconnectSqlite(connections);
      lock?.release();
    },
  };

  function refresh(): void {
    epoch = takeUp();
    condition.foundSound();
    for (const listener of listeners) listener();
  }

  function takeUp(): string {
    const row = connections.reader
      .prepare("select value from server_state where key = 'epoch'")
      .pluck()
      .get();
    assertFullDurability(connections.writer);
    return row as string;
  }
}

async function ensureEpoch(db: Kysely<Schema>): Promise<void> {
  await db
    .insertInto('server_state')
    .values({ key: 'epoch', value: createEpoch() })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}

function isCorruption(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && /^SQLITE_(CORRUPT|NOTADB)/.test(String(error.code));
}
