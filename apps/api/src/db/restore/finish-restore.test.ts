import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { describe, expect } from 'vitest';
import { it as base } from '../../../test/server-test.ts';
import { DatabaseError } from '../database-error.ts';
import { finishRestore } from './finish-restore.ts';
import { type RestoreFiles, restoreFiles } from './restore-files.ts';
import type { RestoreJournal } from './restore-journal.ts';
import { runSteps, stepsBack, stepsForward } from './swap-steps.ts';

const ASIDE = 'replaced_20260223_103000';
/** Hundreds of restores, each with all its syncs to a disk that may be busy. */
const TIMEOUT_MS = 120_000;

/** A restore that is about to begin; `again` makes the same in a folder of its own. */
const it = base.extend('again', ({ folder }) => {
  const template = join(folder, 'template');
  mkdirSync(template);
  const files = restoreFiles(join(template, 'bookchat.db'));
  writeKilled(files.database, 'old');
  writeClosed(files.incoming, 'new');
  let count = 0;
  return ({ hadDatabase = true } = {}) => {
    const copy = join(folder, `try-${++count}`);
    cpSync(template, copy, { recursive: true });
    const own = restoreFiles(join(copy, 'bookchat.db'));
    if (!hadDatabase)
      for (const suffix of ['', '-wal', '-shm']) rmSync(own.database + suffix, { force: true });
    return new Attempt(own, hadDatabase);
  };
});

describe('a restore that ends before its end', () => {
  it('after any step is finished by the next start, unless it had not begun', ({ again }) => {
    for (let step = 0; step <= again().forward.length; step++) {
      const attempt = again();
      runSteps(attempt.forward.slice(0, step));
      const note = finishRestore(attempt.files.database);
      if (step === 0) expect([note, attempt.read()]).toEqual([null, 'old']);
      else {
        expect(note).toContain('has been finished');
        expect([step, attempt.read(), attempt.readAside()]).toEqual([step, 'new', 'old']);
      }
      attempt.expectTidy();
    }
  });

  it('is finished also where the start that finishes it ends early', { timeout: TIMEOUT_MS }, ({ again }) => {
    const { length } = again().forward;
    for (let first = 1; first <= length; first++)
      for (let second = 0; second <= length; second++) {
        const attempt = again();
        runSteps(attempt.forward.slice(0, first));
        runSteps(attempt.forward.slice(0, second));
        finishRestore(attempt.files.database);
        expect([first, second, attempt.read(), attempt.readAside()]).toEqual([first, second, 'new', 'old']);
        attempt.expectTidy();
      }
  });

  it('with no database before it leaves the new one, and nothing aside', ({ again }) => {
    for (let step = 1; step <= again().forward.length; step++) {
      const attempt = again({ hadDatabase: false });
      runSteps(attempt.forward.slice(0, step));
      finishRestore(attempt.files.database);
      expect(attempt.read()).toBe('new');
      expect(readdirSync(attempt.files.folder)).toEqual(['bookchat.db']);
    }
  });
});

describe('a restore that is taken back', () => {
  it('after any step, and ends early, leaves the old database with its log', { timeout: TIMEOUT_MS }, ({
    again,
  }) => {
    const { length: forth } = again().forward;
    const { length: back } = again().back;
    for (let first = 0; first <= forth; first++)
      for (let second = 1; second <= back; second++) {
        const attempt = again();
        runSteps(attempt.forward.slice(0, first));
        if (first === forth) attempt.open();
        runSteps(attempt.back.slice(0, second));
        finishRestore(attempt.files.database);
        expect([first, second, attempt.read()]).toEqual([first, second, 'old']);
        attempt.expectTidy();
        expect(existsSync(join(attempt.files.folder, ASIDE))).toBe(false);
      }
  });

  it('is taken back also where the start that does it ends early', { timeout: TIMEOUT_MS }, ({ again }) => {
    const { length: back } = again().back;
    for (let first = 1; first <= back; first++)
      for (let second = 0; second <= back; second++) {
        const attempt = again();
        runSteps(attempt.forward);
        attempt.open();
        runSteps(attempt.back.slice(0, first));
        runSteps(attempt.back.slice(0, second));
        finishRestore(attempt.files.database);
        expect([first, second, attempt.read()]).toEqual([first, second, 'old']);
        attempt.expectTidy();
      }
  });

  it('with no database before it leaves none', ({ again }) => {
    for (let step = 0; step <= again().forward.length; step++) {
      const attempt = again({ hadDatabase: false });
      runSteps(attempt.forward.slice(0, step));
      runSteps(attempt.back);
      expect(readdirSync(attempt.files.folder)).toEqual([]);
    }
  });
});

describe('a start after a restore that ended early', () => {
  it('takes it back where the new database is not whole', ({ again }) => {
    for (let step = 1; step < again().forward.length - 1; step++) {
      const attempt = again();
      runSteps(attempt.forward.slice(0, step));
      truncateSync(attempt.files.incoming, 4_096);
      expect(finishRestore(attempt.files.database)).toContain('has been taken back');
      expect([step, attempt.read()]).toEqual([step, 'old']);
      attempt.expectTidy();
    }
  });

  it('takes it back where the new database is gone', ({ again }) => {
    const attempt = again();
    runSteps(attempt.forward.slice(0, 5));
    rmSync(attempt.files.incoming);
    finishRestore(attempt.files.database);
    expect(attempt.read()).toBe('old');
  });

  it.for([
    '',
    '{"format":',
    '{"format":2}',
    '{"format":1,"aside":"../elsewhere","hadDatabase":true,"bytes":1}',
  ])('touches nothing where its journal says %s', (text, { again }) => {
    const { files } = again();
    writeFileSync(files.journal, text);
    const before = readdirSync(files.folder);
    expect(() => finishRestore(files.database)).toThrow(DatabaseError);
    expect(() => finishRestore(files.database)).toThrow(/says how to finish it, cannot be read.*replaced_/s);
    expect(readdirSync(files.folder)).toEqual(before);
  });
});

class Attempt {
  readonly files: RestoreFiles;
  readonly journal: RestoreJournal;

  constructor(files: RestoreFiles, hadDatabase: boolean) {
    this.files = files;
    this.journal = { format: 1, aside: ASIDE, hadDatabase, bytes: statSync(files.incoming).size };
  }

  get forward() {
    return stepsForward(this.files, this.journal);
  }

  get back() {
    return stepsBack(this.files, this.journal);
  }

  /** As the server does with the new database: it then has logs of its own. */
  open(): void {
    writeKilled(this.files.database, 'never acknowledged');
  }

  read(): unknown {
    return readLast(this.files.database);
  }

  readAside(): unknown {
    return readLast(join(this.files.folder, ASIDE, basename(this.files.database)));
  }

  expectTidy(): void {
    const { folder, journal, journalBack, incoming } = this.files;
    const left = [journal, journalBack, incoming].filter((path) => existsSync(path));
    expect(left, `left in ${folder}`).toEqual([]);
  }
}

function writeClosed(file: string, content: string): void {
  const database = new BetterSqlite3(file);
  database.exec('create table if not exists said (content)');
  database.prepare('insert into said values (?)').run(content);
  database.close();
}

/** Leaves a database as a kill does: what was written last stands in its log alone. */
function writeKilled(file: string, content: string): void {
  writeClosed(file, 'long ago');
  const database = new BetterSqlite3(file);
  database.pragma('journal_mode = WAL');
  database.prepare('insert into said values (?)').run(content);
  for (const suffix of ['', '-wal']) copyFileSync(file + suffix, `${file}.killed${suffix}`);
  database.close();
  for (const suffix of ['', '-wal']) {
    copyFileSync(`${file}.killed${suffix}`, file + suffix);
    rmSync(`${file}.killed${suffix}`);
  }
}

function readLast(file: string): unknown {
  const database = new BetterSqlite3(file, { fileMustExist: true });
  const content = database.prepare('select content from said order by rowid desc').pluck().get();
  database.close();
  return content;
}
