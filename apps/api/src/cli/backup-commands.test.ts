import { mkdirSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, vi } from 'vitest';
import { makeOldDatabase } from '../../test/make-old-database.ts';
import { it as base } from '../../test/server-test.ts';
import type { Command } from './command.ts';
import { COMMANDS } from './commands.ts';
import { runCommand } from './run-command.ts';

/** A data folder with a database of two messages, and a way to run commands on it in this process. */
const it = base
  .extend('file', ({ folder }) => makeOldDatabase(folder))
  .extend('dir', ({ folder }) => join(folder, 'backups'))
  .extend('bookchat', ({ folder, file: _ }, { onCleanup }) => {
    const cwd = process.cwd();
    process.chdir(folder);
    vi.stubEnv('DATA_DIR', folder);
    vi.stubEnv('NODE_ENV', 'development');
    onCleanup(() => {
      vi.unstubAllEnvs();
      process.chdir(cwd);
      process.exitCode = undefined;
    });
    return async (name: string, ...args: string[]) => {
      process.exitCode = 0;
      const stdout = listenTo(process.stdout);
      const stderr = listenTo(process.stderr);
      await runCommand(name, COMMANDS.get(name) as Command, args);
      vi.restoreAllMocks();
      return { exitCode: process.exitCode, stdout: stdout.join(''), stderr: stderr.join('') };
    };
  });

function listenTo(stream: NodeJS.WriteStream): string[] {
  const texts: string[] = [];
  vi.spyOn(stream, 'write').mockImplementation((text) => texts.push(String(text)) > 0);
  return texts;
}

describe('the commands about backups', () => {
  it('make one, list it, and find it whole', async ({ bookchat, dir }) => {
    expect(await bookchat('backups')).toEqual({
      exitCode: 0,
      stdout: `There is no backup in ${dir}.\n`,
      stderr: '',
    });
    const made = await bookchat('backup');
    const [id = ''] = /\d{8}_\d{6}/.exec(made.stdout) ?? [];
    expect(made).toMatchObject({
      exitCode: 0,
      stdout: expect.stringContaining(join(dir, `backup_${id}.db`)),
    });
    const listed = await bookchat('backups');
    expect(listed.stdout).toMatch(new RegExp(`^id .*\\n${id} .* kB +2 +command line\\n$`));
    for (const given of [id, join(dir, `backup_${id}.db`)])
      expect(await bookchat('verify', given)).toMatchObject({
        exitCode: 0,
        stdout: expect.stringContaining('is whole'),
      });
  });

  it('name what is no backup', async ({ bookchat, dir }) => {
    mkdirSync(dir);
    writeFileSync(join(dir, 'notes.txt'), 'milk');
    expect((await bookchat('backups')).stdout).toContain(
      'notes.txt is no backup: it is not named like a backup.\n',
    );
  });

  it('say what is wrong with one, and end with 1', async ({ bookchat, dir }) => {
    await bookchat('backup');
    const [name = ''] = readdirSync(dir).filter((file) => file.endsWith('.db'));
    writeFileSync(join(dir, name), '', { flag: 'a' });
    writeFileSync(join(dir, name), 'x', { flag: 'a' });
    const { exitCode, stdout, stderr } = await bookchat('verify', join(dir, name));
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' });
    expect(stderr).toContain('cannot be used: it has');
  });

  it('take neither what is no id nor what is no file', async ({ bookchat }) => {
    expect(await bookchat('verify', '../x')).toMatchObject({
      exitCode: 64,
      stderr: expect.stringContaining('neither'),
    });
    expect(await bookchat('verify', '20200101_000000')).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining('There is no backup'),
    });
  });

  it('tell of the copy aside', async ({ bookchat, folder }) => {
    vi.stubEnv('BACKUP_COPY_DIR', join(folder, 'share'));
    expect(await bookchat('backup')).toMatchObject({
      exitCode: 0,
      stderr: expect.stringContaining('could not be copied'),
    });
    mkdirSync(join(folder, 'share'));
    expect(await bookchat('backup')).toMatchObject({
      exitCode: 0,
      stderr: expect.stringContaining('was copied to BACKUP_COPY_DIR'),
    });
  });

  it('need a database that they can read', async ({ bookchat, file }) => {
    renameSync(file, `${file}-elsewhere`);
    expect(await bookchat('backup')).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining('There is no database at'),
    });
    vi.stubEnv('DATABASE_URL', ':memory:');
    expect(await bookchat('backup')).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining('use its API'),
    });
  });

  it('end in order when they are interrupted', async ({ bookchat, dir }) => {
    const making = bookchat('backup');
    await expect.poll(() => process.listenerCount('SIGTERM'), { interval: 1 }).toBeGreaterThan(0);
    process.emit('SIGTERM', 'SIGTERM');
    expect(await making).toMatchObject({
      exitCode: 143,
      stdout: '',
      stderr: expect.stringMatching(/Interrupted\. Nothing was changed\.\n$/),
    });
    expect(readdirSync(dir)).toEqual(['backups.lock']);
  });
});
