import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { describeFile } from '../../../test/describe-file.ts';
import { fillDatabase } from '../../../test/fill-database.ts';
import { makeOldDatabase } from '../../../test/make-old-database.ts';
import { query } from '../../../test/restore.ts';
import { it as base, canMakeDisks } from '../../../test/small-disk-test.ts';
import { copyBackup } from './copy-backup.ts';
import { copyDatabase } from './copy-database.ts';

/** Far more than the 8 MiB of a small disk. */
const LARGE_MESSAGES = 4_000;

const it = base
  .extend('source', ({ folder }) => makeOldDatabase(folder))
  .extend('target', ({ folder }) => {
    const path = join(folder, 'target.db');
    writeFileSync(path, '', { mode: 0o600 });
    return path;
  });

describe('the copy of a database', () => {
  it('holds the same rows, in a file that stays for its owner alone', ({ source, target }) => {
    expect(copyDatabase({ source, target })).toEqual({ kind: 'copied' });
    const all = 'select id from messages order by position';
    expect(query(target, all)).toEqual(query(source, all));
    expect(statSync(target).mode & 0o777).toBe(0o600);
  });

  it('never overwrites what is there', ({ source, target }) => {
    copyDatabase({ source, target });
    const before = describeFile(target);
    query(source, "delete from messages where author = 'bob'");
    expect(() => copyDatabase({ source, target })).toThrow('output file already exists');
    expect(describeFile(target)).toEqual(before);
  });

  it('is refused where the database is damaged, in the words of SQLite', ({ source, target }) => {
    const bytes = readFileSync(source);
    writeFileSync(source, bytes.fill(0xff, 4_096, 8_192));
    expect(copyDatabase({ source, target })).toEqual({
      kind: 'damaged',
      reason: expect.stringContaining('malformed'),
    });
  });

  it('is refused where there is no database', ({ folder, target }) => {
    expect(() => copyDatabase({ source: join(folder, 'nothing.db'), target })).toThrow('unable to open');
  });

  it.runIf(canMakeDisks())('says that the disk is full where it becomes so', ({ source, disk }) => {
    fillDatabase(source, LARGE_MESSAGES);
    const target = join(disk.folder, 'target.db');
    writeFileSync(target, '');
    expect(copyDatabase({ source, target })).toEqual({ kind: 'disk_full' });
  });
});

describe('the copy of a backup', () => {
  it('is the same to the byte, and for its owner alone', ({ source, folder }) => {
    const to = join(folder, 'copy.db');
    const steps: string[] = [];
    copyBackup({ from: source, to, expected: describeFile(source) }, ({ step, part }) =>
      steps.push(`${step} ${part}`),
    );
    expect(describeFile(to)).toEqual(describeFile(source));
    expect(statSync(to).mode & 0o777).toBe(0o600);
    expect(steps).toEqual(['Copying to BACKUP_COPY_DIR 0', 'Reading the copy back 0.7']);
  });

  it('fails where the backup is not what it is to be', ({ source, folder }) => {
    const expected = { ...describeFile(source), sha256: '0'.repeat(64) };
    expect(() => copyBackup({ from: source, to: join(folder, 'copy.db'), expected }, () => {})).toThrow(
      'SHA-256 differ',
    );
  });

  it('never overwrites what is there', ({ source, target }) => {
    expect(() => copyBackup({ from: source, to: target, expected: describeFile(source) }, () => {})).toThrow(
      'EEXIST',
    );
  });

  it.runIf(canMakeDisks())('fails where the disk becomes full', ({ source, disk }) => {
    fillDatabase(source, LARGE_MESSAGES);
    const to = join(disk.folder, 'copy.db');
    expect(() => copyBackup({ from: source, to, expected: describeFile(source) }, () => {})).toThrow(
      'ENOSPC',
    );
    expect(readdirSync(disk.folder)).toEqual(['copy.db']);
  });
});
