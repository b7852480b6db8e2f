import BetterSqlite3 from 'better-sqlite3';
import { migrations } from '../migrations/index.ts';
import type { Schema } from '../schema/index.ts';
import { fitMessages } from './fit-messages.ts';
import { keepRoomsClosed } from './keep-rooms-closed.ts';

/**
 * What happened to the server and its people, rather than in the chat: going back in the conversation does not undo it, and
 * lets nobody in again who was put out.
 */
const OPERATORS_TABLES = [
  'alerts',
  'api_keys',
  'archive_conditions',
  'archive_writes',
  'audit',
  'avatars',
  'breaches',
  'claimed_names',
  'identity_names',
  'links',
  'metrics_hours',
  'metrics_minutes',
  'passkeys',
  'people',
  'retention_runs',
  'tasks',
  'watched_secrets',
] as const satisfies (keyof Schema)[];

/**
 * Replaces the operator's tables in the file `to` by those of the file `from`, which is only read.
 * @returns how many rows were taken over.
 * @throws where `from` cannot be read, or has another schema; then `to` has changed in nothing.
 */
export function carryOver(from: string, to: string): number {
  const source = new BetterSqlite3(from, { readonly: true, fileMustExist: true });
  try {
    ensureCurrent(source);
    return fill(to, source);
  } finally {
    source.close();
  }
}

function ensureCurrent(source: BetterSqlite3.Database): void {
  const applied = source.prepare<[], string>('select name from kysely_migration').pluck().all();
  if (applied.length !== Object.keys(migrations).length) throw new Error('its schema is not the present one');
}

function fill(to: string, source: BetterSqlite3.Database): number {
  const target = new BetterSqlite3(to, { fileMustExist: true });
  try {
    target.pragma('synchronous = FULL');
    return target.transaction(() => {
      keepArchiveId(source, target);
      const rows = OPERATORS_TABLES.reduce((sum, table) => sum + copyTable(table, source, target), 0);
      target.exec('delete from sessions');
      fitMessages(target);
      keepRoomsClosed(source, target);
      return rows;
    })();
  } finally {
    target.close();
  }
}

/**
 * A backup from before the first commit knows of no archive; the one that was begun since then is this server's all the
 * same, and what it holds is to come back.
 */
function keepArchiveId(source: BetterSqlite3.Database, target: BetterSqlite3.Database): void {
  const id = source
    .prepare<[], string>("select value from server_state where key = 'archive_id'")
    .pluck()
    .get();
  if (id === undefined) return;
  target
    .prepare("insert into server_state (key, value) values ('archive_id', ?) on conflict do nothing")
    .run(id);
}

function copyTable(table: string, source: BetterSqlite3.Database, target: BetterSqlite3.Database): number {
  const columns = (target.pragma(`table_info(${table})`) as { name: string }[]).map(
    ({ name }) => `"${name}"`,
  );
  const insert = target.prepare(
    `insert into ${table} (${columns.join()}) values (${columns.map(() => '?').join()})`,
  );
  target.exec(`delete from ${table}`);
  let rows = 0;
  for (const row of source.prepare(`select ${columns.join()} from ${table}`).raw().iterate()) {
    insert.run(row);
    rows += 1;
  }
  return rows;
}
