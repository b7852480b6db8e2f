import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { describe, expect } from 'vitest';
import { it } from '../../../test/server-test.ts';
import { checkDatabase } from './check-database.ts';

const PAGE_BYTES = 4_096;
const say = () => undefined;

describe('the check of a database', () => {
  it('finds rows that refer to what is not there', ({ folder }) => {
    const file = join(folder, 'loose.db');
    const database = new BetterSqlite3(file);
    database.exec(`pragma foreign_keys = off; create table rooms (id integer primary key);
      create table people (room integer references rooms); insert into people values (1), (2)`);
    database.close();
    expect(checkDatabase({ file }, say)).toEqual(Array(2).fill('A row of people refers to nothing'));
  });

  it('keeps what it found where the engine gives up', ({ folder }) => {
    const file = join(folder, 'broken.db');
    const database = new BetterSqlite3(file);
    database.exec('create table notes (id integer primary key, text)');
    const add = database.prepare('insert into notes (text) values (?)');
    for (let note = 0; note < 20; note++) add.run(`note ${note} ${'x'.repeat(3_000)}`);
    database.close();
    const bytes = readFileSync(file);
    const page = Math.floor(bytes.lastIndexOf('note 7 ') / PAGE_BYTES) * PAGE_BYTES;
    bytes.fill(0xff, page, page + 8);
    writeFileSync(file, bytes);
    const faults = checkDatabase({ file }, say);
    expect(faults[0]).toMatch(/^Tree 2 page \d+: btreeInitPage\(\) returns error code 11/);
    expect(faults.at(-1)).toBe('database disk image is malformed');
  });

  it('finds that a file is no database at all', ({ folder }) => {
    const file = join(folder, 'text.db');
    writeFileSync(file, 'no database '.repeat(1_000));
    expect(checkDatabase({ file }, say)).toEqual(['file is not a database']);
  });

  it('fails where the file cannot be had', ({ folder }) => {
    expect(() => checkDatabase({ file: join(folder, 'nowhere.db') }, say)).toThrow(
      'unable to open database file',
    );
  });
});
