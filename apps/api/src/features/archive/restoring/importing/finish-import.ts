import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { ensureSameSchema } from '../../../../db/backup/ensure-same-schema.ts';
import { addMissingRooms } from '../../events/take-room.ts';
import { type ImportDatabase, SCRATCH_TABLES } from './import-database.ts';
import type { ImportInput } from './import-input.ts';
import { type ImportSummary, toSummary } from './tally.ts';

/** Writes down whose history it is and where that is archived, and leaves one file, of today's schema alone. */
export async function finishImport(
  { connection, tally }: ImportDatabase,
  input: ImportInput,
): Promise<ImportSummary> {
  const lines = connection.prepare<[], string>('select line from importing_refused').pluck().all();
  const summary = toSummary(tally, lines);
  // First, as what it is made of goes with the tables.
  writeFileSync(summaryFile(input), JSON.stringify(summary), { mode: 0o600, flush: true });
  addMissingRooms(connection);
  writeEnd(connection, input, tally.position);
  connection.exec('commit');
  await seal(connection);
  return summary;
}

/** What an import of the same commits has left that was finished; null where there is none. */
export async function findFinished(input: ImportInput): Promise<ImportSummary | null> {
  const file = summaryFile(input);
  if (!existsSync(input.database) || !existsSync(file)) return null;
  const connection = new BetterSqlite3(input.database, { fileMustExist: true });
  try {
    if (!isFinished(connection, input)) return null;
    await seal(connection);
    return JSON.parse(readFileSync(file, 'utf8')) as ImportSummary;
  } catch {
    return null; // a damaged one is made anew
  } finally {
    connection.close();
  }
}

function summaryFile({ database }: ImportInput): string {
  return join(dirname(database), 'summary.json');
}

function writeEnd(connection: BetterSqlite3.Database, input: ImportInput, position: number): void {
  const state = connection.prepare<[string, string]>('insert into server_state (key, value) values (?, ?)');
  state.run('epoch', input.epoch);
  state.run('archive_id', input.archiveId);
  state.run('archive_cursor', String(position));
  connection
    .prepare<[string, string]>('insert into archive_targets (name, head) values (?, ?)')
    .run(input.target, input.head);
  for (const table of SCRATCH_TABLES) connection.exec(`drop table ${table}`);
}

function isFinished(connection: BetterSqlite3.Database, { target, head }: ImportInput): boolean {
  const scratch = connection.prepare('select 1 from sqlite_master where name = ?').get(SCRATCH_TABLES[0]);
  const place = connection
    .prepare('select 1 from archive_targets where name = ? and head = ?')
    .get(target, head);
  return scratch === undefined && place !== undefined;
}

async function seal(connection: BetterSqlite3.Database): Promise<void> {
  connection.pragma('journal_mode = DELETE'); // one file, that can be renamed
  await ensureSameSchema(connection);
}
