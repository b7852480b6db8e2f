import BetterSqlite3 from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import { makeShrinkable } from '../../../../db/engines/sqlite.ts';
import { makePrivate } from '../../../../db/make-private.ts';
import { migrate } from '../../../../db/migrate.ts';
import type { Schema } from '../../../../db/schema/index.ts';
import { toPlainLine } from '../../../../lib/to-plain-line.ts';
import { countRefusal, createTally, type Tally } from './tally.ts';

/** A database that is being made, in transactions of many commits each: whatever ends it, the next one goes on. */
export interface ImportDatabase {
  readonly connection: BetterSqlite3.Database;
  readonly tally: Tally;
  /** Notes what is not taken. `line` counts from 1; 0 is the file as a whole. */
  refuse(path: string, line: number, reason: string): void;
  /** A commit was taken whole. @param events how many it brought. */
  took(events: number): void;
  /** Writes down all that was taken. */
  save(): void;
  close(): void;
}

/** What is lost of them at most when the process is killed. */
const EVENTS_AT_ONCE = 5_000;
const MS_AT_ONCE = 1_000;
const MAX_LINES = 10_000;
const MAX_PATH = 300;
const CACHE_KB = 65_536;
/** Pages of the write-ahead log, some 64 MB: each time it is moved into the database, the disk is waited for. */
const PAGES_AT_ONCE = 16_000;
/** Gone when the database is done. */
export const SCRATCH_TABLES = ['importing', 'importing_refused'] as const;

/** Makes the file, with today's schema and nothing in it. */
export async function createImportDatabase(file: string): Promise<ImportDatabase> {
  makePrivate(file);
  const connection = connect(file);
  try {
    await migrate(new Kysely<Schema>({ dialect: new SqliteDialect({ database: connection }) }));
    connection.exec(`
      create table importing (tally text not null);
      create table importing_refused (line text not null);
    `);
    connection.prepare('insert into importing values (?)').run(JSON.stringify(createTally()));
    return toImportDatabase(connection);
  } catch (error) {
    connection.close();
    throw error;
  }
}

/** @throws SqliteError where it is none, or damaged. */
export function openImportDatabase(file: string): ImportDatabase {
  const connection = connect(file);
  try {
    return toImportDatabase(connection);
  } catch (error) {
    connection.close();
    throw error;
  }
}

function connect(file: string): BetterSqlite3.Database {
  const connection = new BetterSqlite3(file, { fileMustExist: true });
  connection.pragma('trusted_schema = OFF');
  makeShrinkable(connection);
  // A cut in the power loses what came last, and nothing in between.
  connection.pragma('journal_mode = WAL');
  connection.pragma('synchronous = NORMAL');
  connection.pragma(`wal_autocheckpoint = ${PAGES_AT_ONCE}`);
  connection.pragma(`cache_size = -${CACHE_KB}`);
  return connection;
}

function toImportDatabase(connection: BetterSqlite3.Database): ImportDatabase {
  const saveTally = connection.prepare<[string]>('update importing set tally = ?');
  const saveLine = connection.prepare<[string]>('insert into importing_refused values (?)');
  const tally = JSON.parse(
    connection.prepare<[], string>('select tally from importing').pluck().get() ?? '{}',
  ) as Tally;
  let events = 0;
  let begunAt = begin();

  return {
    connection,
    tally,
    refuse(path, line, reason) {
      if (tally.refused < MAX_LINES) saveLine.run(`${toPlainLine(path, MAX_PATH)}:${line}: ${reason}`);
      countRefusal(tally, reason);
    },
    took(more) {
      events += more;
      if (events >= EVENTS_AT_ONCE || performance.now() - begunAt >= MS_AT_ONCE) save();
    },
    save,
    close: () => connection.close(),
  };

  function save(): void {
    saveTally.run(JSON.stringify(tally));
    connection.exec('commit');
    events = 0;
    begunAt = begin();
  }

  function begin(): number {
    connection.exec('begin immediate');
    return performance.now();
  }
}
