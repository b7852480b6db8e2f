import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Kysely } from 'kysely';
import { checkContent } from './check-content.ts';
import { checkHeader, checkLength, damaged } from './check-file.ts';
import { type ConditionWatch, watchCondition } from './condition.ts';
import { DatabaseError } from './database-error.ts';
import {
  assertFullDurability,
  connectSqlite,
  disconnectSqlite,
  type SqliteConnections,
} from './engines/sqlite.ts';
import { type DataDirLock, lockDataDir } from './lock-data-dir.ts';
import { makePrivate } from './make-private.ts';
import { migrate } from './migrate.ts';
import { type PreparedStatement, prepareStatement } from './prepare-statement.ts';
import type { Schema } from './schema/index.ts';
import { toProblem } from './to-problem.ts';

type Build<Params, Row> = Parameters<typeof prepareStatement<Params, Row>>[1];

export interface Database {
  readonly kysely: Kysely<Schema>;
  /** Which history this is: eight characters, new after a restore. */
  readonly epoch: string;
  readonly migrated: readonly string[];
  readonly condition: ConditionWatch;
  /** Prepares a query that sees what is committed, and never waits for a writer. */
  prepareRead<Params, Row>(build: Build<Params, Row>): PreparedStatement<Params, Row>;
  /** Prepares a statement to be run within `transact`. */
  prepareWrite<Params, Row>(build: Build<Params, Row>): PreparedStatement<Params, Row>;
  /**
   * Runs `work` in one transaction of its own, which is on disk when the promise settles.
   * @throws ProblemError `storage_full` or `overloaded`; then nothing was written.
   */
  transact<T>(work: () => T): Promise<T>;
  close(): Promise<void>;
}

/**
 * Opens the database of a server, `:memory:` or a file, and makes it if there has never been one.
 * @throws DatabaseError when it is damaged, lost, newer than this version or in use by another server.
 */
export async function openDatabase(file: string): Promise<Database> {
  const condition = watchCondition();
  if (file === ':memory:') return prepare(connectSqlite(file, condition), { condition, lock: null });
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const lock = lockDataDir(dirname(file));
  try {
    return await openFile(file, { condition, lock });
  } catch (error) {
    lock.release();
    throw isCorruption(error) ? damaged(file, error.message) : error;
  }
}

interface Keepers {
  readonly condition: ConditionWatch;
  /** Null in memory. */
  readonly lock: DataDirLock | null;
}

async function openFile(
  file: string,
  { condition, lock }: Keepers & { lock: DataDirLock },
): Promise<Database> {
  const cutOff = sizeOf(`${file}-wal`) > 0;
  if (lock.usedBefore || sizeOf(file) > 0) checkBeforeOpening(file, cutOff);
  makePrivate(file);
  const connections = connectSqlite(file, condition);
  try {
    checkOnceOpen(connections, file, cutOff);
    return await prepare(connections, { condition, lock });
  } catch (error) {
    connections.reader.close();
    connections.writer.close();
    throw error;
  }
}

function checkBeforeOpening(file: string, cutOff: boolean): void {
  if (!existsSync(file))
    throw new DatabaseError(
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

async function prepare(connections: SqliteConnections, keepers: Keepers): Promise<Database> {
  const migrated = await migrate(connections.kysely);
  const epoch = await ensureEpoch(connections.kysely);
  assertFullDurability(connections.writer);
  keepers.lock?.markUsed();
  return toDatabase(connections, { epoch, migrated, ...keepers });
}

function toDatabase(
  connections: SqliteConnections,
  { epoch, migrated, condition, lock }: Pick<Database, 'epoch' | 'migrated'> & Keepers,
): Database {
  const { kysely, writer, reader } = connections;
  const transaction = writer.transaction((work: () => unknown) => work());
  return {
    kysely,
    epoch,
    migrated,
    condition,
    prepareRead: (build) => prepareStatement({ kysely, connection: reader, condition }, build),
    prepareWrite: (build) => prepareStatement({ kysely, connection: writer, condition }, build),
    // Within Kysely's own lock on the connection, so that it never joins a transaction of Kysely's.
    transact: <T>(work: () => T) =>
      kysely.connection().execute(async () => {
        try {
          const result = transaction.immediate(work) as T;
          condition.wrote();
          return result;
        } catch (error) {
          condition.couldNotWrite(error);
          throw toProblem(error);
        }
      }),
    async close() {
      await disconnectSqlite(connections);
      lock?.release();
    },
  };
}

async function ensureEpoch(db: Kysely<Schema>): Promise<string> {
  const fresh = randomBytes(4).toString('hex');
  await db
    .insertInto('server_state')
    .values({ key: 'epoch', value: fresh })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const { value } = await db
    .selectFrom('server_state')
    .select('value')
    .where('key', '=', 'epoch')
    .executeTakeFirstOrThrow();
  return value;
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}

function isCorruption(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && /^SQLITE_(CORRUPT|NOTADB)/.test(String(error.code));
}
