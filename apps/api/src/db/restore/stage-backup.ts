import { closeSync, openSync, rmSync } from 'node:fs';
import BetterSqlite3 from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import { syncFile } from '../../lib/sync-file.ts';
import { writeThrough } from '../../lib/write-through.ts';
import type { BackupFacts } from '../backup/backup-facts.ts';
import { ensureOurSchema } from '../backup/ensure-our-schema.ts';
import { ensureSame } from '../backup/ensure-same.ts';
import { ensureSameSchema } from '../backup/ensure-same-schema.ts';
import { inspectContent } from '../backup/inspect-content.ts';
import { openForReading } from '../backup/open-for-reading.ts';
import { readFingerprint } from '../backup/read-fingerprint.ts';
import { migrate } from '../migrate.ts';
import type { Schema } from '../schema/index.ts';

export interface Staging {
  /** The backup's file. */
  readonly file: string;
  readonly expected: Pick<BackupFacts, 'bytes' | 'sha256'>;
  /** Where the copy goes; whatever is there is overwritten. */
  readonly target: string;
  /** Names the history that begins with the copy; null leaves it the backup's own. */
  readonly epoch: string | null;
  /** What is done about messages that the archive holds beyond the backup; of no weight without an epoch. */
  readonly archived?: ArchivedLater;
}

/** `replay` brings them back, `exact` leaves them out. */
export type ArchivedLater = 'replay' | 'exact';

type Report = (step: string, part: number) => void;

/**
 * Makes of a verified backup a database that this version can open: a copy, of the very bytes that the manifest
 * describes, with today's schema and an epoch of its own. Where migrations have changed it, all of it is checked again.
 * @returns the migrations that it needed.
 * @throws UnusableError where the backup is not what it should be.
 */
export async function stageBackup(staging: Staging, report: Report): Promise<string[]> {
  const { target } = staging;
  copy(staging, (part) => report('Copying the backup', part * 0.6));
  report('Bringing the copy up to date', 0.6);
  const migrated = await bringUpToDate(staging);
  if (migrated.length > 0) inspectContent(target, (_, part) => report('Checking the copy', 0.7 + part * 0.3));
  syncFile(target);
  return migrated;
}

function copy({ file, expected, target }: Staging, report: (part: number) => void): void {
  const opened = openForReading(file);
  try {
    rmSync(target, { force: true });
    const copied = openSync(target, 'wx', 0o600);
    try {
      const found = readFingerprint(opened, report, writeThrough(copied));
      ensureSame(found, expected);
    } finally {
      closeSync(copied);
    }
  } finally {
    opened.close();
  }
}

async function bringUpToDate({ target, epoch, archived = 'replay' }: Staging): Promise<string[]> {
  const connection = new BetterSqlite3(target, { fileMustExist: true });
  const db = new Kysely<Schema>({ dialect: new SqliteDialect({ database: connection }) });
  try {
    connection.pragma('trusted_schema = OFF');
    connection.pragma('journal_mode = DELETE'); // one file, that can be renamed
    connection.pragma('synchronous = FULL');
    ensureOurSchema(connection);
    const migrated = await migrate(db);
    await ensureSameSchema(connection);
    if (epoch !== null) beginHistory(connection, { epoch, restored: archived });
    return migrated;
  } finally {
    connection.close();
  }
}

function beginHistory(connection: BetterSqlite3.Database, facts: Readonly<Record<string, string>>): void {
  const write = connection.prepare(
    'insert into server_state (key, value) values (?, ?) on conflict do update set value = excluded.value',
  );
  for (const [key, value] of Object.entries(facts)) write.run(key, value);
}
