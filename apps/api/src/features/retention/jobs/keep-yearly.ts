import { copyFileSync, existsSync, renameSync } from 'node:fs';
import { basename, join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { makePrivate } from '../../../db/make-private.ts';
import { makeFolder } from '../../../lib/make-folder.ts';
import { syncFile } from '../../../lib/sync-file.ts';
import { syncFolder } from '../../../lib/sync-folder.ts';

/** A message that no archive holds, and why not. */
export interface OldMessage {
  readonly id: string;
  readonly position: number;
  readonly room: string;
  readonly author: string;
  readonly content: string;
  readonly created_at: string;
  readonly edited_at: string | null;
  readonly reason: string;
}

export interface KeepYearlyInput {
  /** The database of the year. */
  readonly file: string;
  readonly messages: readonly OldMessage[];
  /** A folder on another disk that is given a copy; null for none. */
  readonly copyDir: string | null;
}

const COLUMNS = ['id', 'position', 'room', 'author', 'content', 'created_at', 'edited_at', 'reason'] as const;

/**
 * Writes messages into the database of their year, and reads them back: when it returns, they are on the disk. Writing
 * one again changes nothing. A position alone names none, as a restore may give it to another.
 * @throws where anything is not as it was written; then they are still in the live database.
 */
export function keepYearly({ file, messages, copyDir }: KeepYearlyInput): void {
  makeFolder(join(file, '..'));
  makePrivate(file);
  write(file, messages);
  syncFile(file);
  syncFolder(join(file, '..'));
  readBack(file, messages);
  if (copyDir !== null) copyAside(file, copyDir, messages);
}

function write(file: string, messages: readonly OldMessage[]): void {
  const database = new BetterSqlite3(file);
  try {
    database.pragma('journal_mode = DELETE'); // one file, that can be copied
    database.pragma('synchronous = FULL');
    database.pragma('trusted_schema = OFF');
    database.exec(
      `create table if not exists messages (
         id text primary key, position integer not null, room text not null, author text not null,
         content text not null, created_at text not null, edited_at text, reason text not null
       ) without rowid`,
    );
    const values = COLUMNS.map((column) => `@${column}`).join();
    const insert = database.prepare(`insert or replace into messages (${COLUMNS.join()}) values (${values})`);
    database
      .transaction(() => {
        for (const message of messages) insert.run(message);
      })
      .immediate();
  } finally {
    database.close();
  }
}

function readBack(file: string, messages: readonly OldMessage[]): void {
  const database = new BetterSqlite3(file, { readonly: true, fileMustExist: true });
  try {
    database.pragma('trusted_schema = OFF');
    const sound = database.pragma('integrity_check(1)', { simple: true });
    if (sound !== 'ok')
      throw new Error(`The database ${basename(file)} of old messages is damaged: ${String(sound)}`);
    const find = database.prepare<[string], OldMessage>(
      `select ${COLUMNS.join()} from messages where id = ?`,
    );
    for (const message of messages) ensureSame(message, find.get(message.id));
  } finally {
    database.close();
  }
}

function ensureSame(written: OldMessage, read: OldMessage | undefined): void {
  if (read !== undefined && COLUMNS.every((column) => read[column] === written[column])) return;
  throw new Error(`The message ${written.id} was not written to its yearly database as it is.`);
}

/** Under another name first, so that the copy from before is whole until this one is. */
function copyAside(file: string, copyDir: string, messages: readonly OldMessage[]): void {
  if (!existsSync(copyDir)) throw new Error('BACKUP_COPY_DIR is not there. Make it, or mount what it is on.');
  const folder = join(copyDir, 'old-messages');
  makeFolder(folder);
  const partial = join(folder, `${basename(file)}.partial`);
  copyFileSync(file, partial);
  syncFile(partial);
  readBack(partial, messages);
  renameSync(partial, join(folder, basename(file)));
  syncFolder(folder);
}
