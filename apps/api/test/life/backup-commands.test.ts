import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { listBackups, listMessages } from '@bookchat/shared';
import { describe, expect, onTestFinished } from 'vitest';
import { lockFolder } from '../../src/features/backups/lock-folder.ts';
import { call } from '../call.ts';
import { fillDatabase } from '../fill-database.ts';
import { makeOldDatabase } from '../make-old-database.ts';
import { post } from '../post.ts';
import { query } from '../restore.ts';
import { beginProcess, runProcess } from '../start-process.ts';
import { it as base } from './process-test.ts';

const ENTRY = join(import.meta.dirname, '../../src/cli.ts');
const ALL_STEPS = /Copying the database …\nComparing every byte …\nReading every page …\n/;

/** Runs commands on a data folder. */
const it = base
  .extend(
    'bookchat',
    ({ dataDir }) =>
      (args: readonly string[], env: Readonly<Record<string, string>> = {}) =>
        runProcess({ dataDir, entry: ENTRY, args, env }),
  )
  .extend('dir', ({ dataDir }) => join(dataDir, 'backups'));

describe('bookchat backup', () => {
  it('works beside a running server, which then knows of the backup', async ({ launch, bookchat, dir }) => {
    const server = await launch.server();
    const said = await post(
      server,
      { author: 'alice', content: 'the tide' },
      { author: 'bob', content: 'is out' },
    );
    const { code, stdout, stderr } = await bookchat(['backup']);
    expect(code).toBe(0);
    const [id] = /\d{8}_\d{6}/.exec(stdout) ?? [];
    expect(stdout).toMatch(
      /^Backup \d{8}_\d{6} was made and verified in \d+\.\d s: [\d.]+ kB, 2 messages\.\n/,
    );
    expect(stdout).toContain(join(dir, `backup_${id}.db\n`));
    expect(stderr).toMatch(ALL_STEPS);
    const { backups } = (await call(server, listBackups)).body;
    expect(backups).toMatchObject([{ id, reason: 'command_line', newest_message_id: said[1]?.id }]);
    await post(server, { content: 'the chat goes on' });
  });

  it('holds what a killed server has left in its log, and leaves that for the next start', async ({
    launch,
    bookchat,
    dir,
  }) => {
    const killed = await launch.server();
    const said = await post(killed, { content: 'one' }, { content: 'two' });
    killed.kill('SIGKILL');
    await killed.ended;
    expect((await bookchat(['backup'])).code).toBe(0);
    const [file = ''] = readdirSync(dir).filter((name) => name.endsWith('.db'));
    expect(query(join(dir, file), 'select id from messages order by position')).toEqual(
      said.map(({ id }) => id),
    );
    expect((await call(await launch.server(), listMessages)).body.messages).toEqual(said);
  });

  it('takes the database of an older version as it is', async ({ dataDir, bookchat }) => {
    const file = await makeOldDatabase(dataDir);
    const before = readFileSync(file);
    const { code, stdout } = await bookchat(['backup']);
    expect({ code, stdout }).toMatchObject({ code: 0, stdout: expect.stringContaining('2 messages') });
    expect(readFileSync(file).equals(before)).toBe(true);
  });

  it('copies to BACKUP_COPY_DIR as well, and says where that fails', async ({ dataDir, bookchat }) => {
    await makeOldDatabase(dataDir);
    const copyDir = join(dataDir, 'share');
    const missing = await bookchat(['backup'], { BACKUP_COPY_DIR: copyDir });
    expect(missing).toMatchObject({
      code: 0,
      stderr: expect.stringContaining('could not be copied to BACKUP_COPY_DIR'),
    });
    mkdirSync(copyDir);
    const there = await bookchat(['backup'], { BACKUP_COPY_DIR: copyDir });
    expect(there).toMatchObject({
      code: 0,
      stderr: expect.stringContaining('was copied to BACKUP_COPY_DIR as well'),
    });
    expect(readdirSync(copyDir)).toHaveLength(2);
  });

  it('is refused while another is at work', async ({ dataDir, dir, bookchat }) => {
    await makeOldDatabase(dataDir);
    onTestFinished(lockFolder(dir));
    const { code, stdout, stderr } = await bookchat(['backup']);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toBe(
      'Another process, the server or the command line, is at work on the backups. Try again when it is done.\n',
    );
  });

  it.for([
    [{}, 1, 'There is no database at'],
    [{ DATABASE_URL: ':memory:' }, 1, 'use its API'],
    [{ MAX_BACKUPS: 'many' }, 78, 'MAX_BACKUPS must be'],
  ] as const)(
    'with %j and no database says what is wrong',
    async ([env, code, sentence], { bookchat, dir }) => {
      const end = await bookchat(['backup'], env);
      expect(end).toMatchObject({ code, stdout: '', stderr: expect.stringContaining(sentence) });
      expect(end.stderr).not.toMatch(/\n\s+at /);
      expect(existsSync(dir)).toBe(false);
    },
  );

  it.for([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('tidies up at %s', async ([signal, code], { dataDir, dir }) => {
    fillDatabase(await makeOldDatabase(dataDir));
    const { kill, ended } = beginProcess({ dataDir, entry: ENTRY, args: ['backup'] });
    await expect
      .poll(() => existsSync(dir) && readdirSync(dir).length, { interval: 1, timeout: 10_000 })
      .toBeGreaterThan(1);
    kill(signal);
    expect(await ended).toMatchObject({
      code,
      stdout: '',
      stderr: expect.stringMatching(/Interrupted\. Nothing was changed\.\n$/),
    });
    expect(readdirSync(dir)).toEqual(['backups.lock']);
  });
});

describe('bookchat backups', () => {
  it('lists them, latest first, and names what is none', async ({ dataDir, dir, bookchat }) => {
    expect((await bookchat(['backups'])).stdout).toBe(`There is no backup in ${dir}.\n`);
    await makeOldDatabase(dataDir);
    await bookchat(['backup']);
    await bookchat(['backup']);
    writeFileSync(join(dir, 'notes.txt'), 'milk');
    const { code, stdout, stderr } = await bookchat(['backups']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const lines = stdout.split('\n');
    expect(lines[0]).toMatch(/^id +made at \(UTC\) +size +messages +why$/);
    expect(lines[1]).toMatch(
      /^\d{8}_\d{6}(?:_\d)? +\d{4}-\d\d-\d\d \d\d:\d\d:\d\d +[\d.]+ kB +2 +command line$/,
    );
    expect((lines[1] ?? '') > (lines[2] ?? '')).toBe(true);
    expect(lines[3]).toBe('notes.txt is no backup: it is not named like a backup.');
  });
});

describe('bookchat verify', () => {
  it('says of a backup that it is whole, by its id or its file', async ({ dataDir, dir, bookchat }) => {
    await makeOldDatabase(dataDir);
    await bookchat(['backup']);
    const [name = ''] = readdirSync(dir).filter((file) => file.endsWith('.db'));
    for (const given of [name.slice('backup_'.length, -'.db'.length), join(dir, name)]) {
      const { code, stdout } = await bookchat(['verify', given]);
      expect({ code, stdout }).toMatchObject({
        code: 0,
        stdout: expect.stringMatching(/^Backup \d{8}_\d{6} is whole: .*2 messages, made at .*Z\.\n$/),
      });
    }
  });

  it('says what is wrong with one that is damaged', async ({ dataDir, dir, bookchat }) => {
    await makeOldDatabase(dataDir);
    await bookchat(['backup']);
    const [name = ''] = readdirSync(dir).filter((file) => file.endsWith('.db'));
    const bytes = readFileSync(join(dir, name));
    writeFileSync(join(dir, name), bytes.fill(1, 10_000, 10_001));
    const { code, stdout, stderr } = await bookchat(['verify', join(dir, name)]);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain('cannot be used: the file is not the one that its manifest describes');
  });

  it.for([
    [['verify', '20200101_000000'], 1, 'There is no backup 20200101_000000.'],
    [['verify', '../bookchat.db'], 64, 'neither the id of a backup'],
    [['verify'], 64, 'Usage: bookchat verify <id|file>'],
    [['verify', 'a', 'b'], 64, 'Usage: bookchat verify <id|file>'],
    [['backup', 'now'], 64, 'Usage: bookchat backup'],
  ] as const)('refuses %j', async ([args, code, sentence], { bookchat }) => {
    const end = await bookchat(args);
    expect(end).toMatchObject({ code, stdout: '', stderr: expect.stringContaining(sentence) });
  });
});
