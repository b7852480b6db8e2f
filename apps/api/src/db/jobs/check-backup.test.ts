import { mkdirSync, readFileSync, renameSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { describe, expect } from 'vitest';
import { describeFile } from '../../../test/describe-file.ts';
import { makeOldDatabase } from '../../../test/make-old-database.ts';
import { it as base } from '../../../test/server-test.ts';
import { type BackupCheck, checkBackup } from './check-backup.ts';

/** A copy as backups are: one file, closed, without a log. */
const it = base.extend('file', async ({ folder }) => {
  const path = join(folder, 'copy.db');
  const connection = new BetterSqlite3(await makeOldDatabase(folder));
  connection.prepare('vacuum into ?').run(path);
  connection.close();
  return path;
});

describe('the check of a backup', () => {
  it('finds what it holds, and says how far it is', ({ file }) => {
    const parts: number[] = [];
    const found = checkBackup({ file, expected: describeFile(file) }, ({ part }) => parts.push(part));
    expect(found).toEqual({
      kind: 'sound',
      facts: {
        ...describeFile(file),
        rows: { changes: 2, messages: 2, server_state: 1 },
        newestMessageId: '01931e2f-7c1a-7cc3-98c4-dc0c0c073990',
        position: 2,
        schema: '0003-server-state',
      },
    });
    expect(parts).toEqual(parts.toSorted((a, b) => a - b));
  });

  it.for([
    ['is a link', (file: string) => asLink(file), 'it is a link'],
    ['is not there', (file: string) => renameSync(file, `${file}-gone`), 'there is no such file'],
    ['is a folder', (file: string) => asFolder(file), 'it is no file'],
    [
      'has a journal beside it',
      (file: string) => writeFileSync(`${file}-journal`, ''),
      'a -journal file lies beside it',
    ],
    ['is empty', (file: string) => truncateSync(file), 'it is empty'],
    ['is shorter than a header', (file: string) => truncateSync(file, 50), 'not a SQLite database'],
    ['is text', (file: string) => writeFileSync(file, 'Dear diary,\n'.repeat(100)), 'not a SQLite database'],
    ['is cut', (file: string) => truncateSync(file, 8_192), 'belong to it by its own account'],
    [
      'has a count of pages that is not in force',
      (file: string) => overwrite(file, 27, 77),
      'its header is damaged',
    ],
    [
      'is another program’s',
      (file: string) => change(file, 'drop table kysely_migration'),
      'another program made it',
    ],
    [
      'is newer',
      (file: string) => change(file, "insert into kysely_migration values ('9999-future', '')"),
      'with 9999-future',
    ],
    ['lacks a table', (file: string) => change(file, 'drop table messages'), 'no such table: messages'],
    ['has a broken page', (file: string) => overwrite(file, 2 * 4_096, 0xff), 'it is damaged'],
    ['has a broken schema', (file: string) => overwrite(file, 100, 0xff), 'it is damaged'],
    [
      'has a row that refers to nothing',
      (file: string) => change(file, DANGLING),
      'a row of replies refers to nothing',
    ],
  ] as const)('refuses what %s', ([, damage, reason], { file }) => {
    damage(file);
    const check = checkBackup({ file }, () => {}) as Extract<BackupCheck, { kind: 'unusable' }>;
    expect(check.kind).toBe('unusable');
    expect(check.reason).toContain(reason);
  });

  it.for([
    [{ bytes: 1 }, 'and its manifest says 1'],
    [{ sha256: '0'.repeat(64) }, 'their SHA-256 differ'],
  ] as const)('refuses what is not what is expected: %j', ([difference, reason], { file }) => {
    const check = checkBackup({ file, expected: { ...describeFile(file), ...difference } }, () => {});
    expect(check).toEqual({ kind: 'unusable', reason: expect.stringContaining(reason) });
  });

  it('refuses what is changed while it is read', ({ file }) => {
    const check = checkBackup({ file }, ({ step }) => {
      if (step === 'Counting the rows') overwrite(file, 60, 1);
    });
    expect(check).toEqual({ kind: 'unusable', reason: 'it was changed while it was read' });
  });

  it('refuses what becomes shorter while it is read', ({ file }) => {
    const check = checkBackup({ file }, ({ part }) => {
      if (part === 0) truncateSync(file);
    });
    expect(check).toEqual({ kind: 'unusable', reason: 'it became shorter while it was read' });
  });
});

const DANGLING = `
  pragma foreign_keys = off;
  create table replies (message_id text references messages (id));
  insert into replies values ('nobody')`;

function asLink(file: string): void {
  renameSync(file, `${file}-elsewhere`);
  symlinkSync(`${file}-elsewhere`, file);
}

function asFolder(file: string): void {
  renameSync(file, `${file}-elsewhere`);
  mkdirSync(file);
}

function overwrite(file: string, at: number, byte: number): void {
  const bytes = readFileSync(file);
  bytes.writeUInt8(byte, at);
  writeFileSync(file, bytes);
}

function change(file: string, sql: string): void {
  const connection = new BetterSqlite3(file);
  connection.exec(sql);
  connection.close();
}
