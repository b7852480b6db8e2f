import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { describe, expect, vi } from 'vitest';
import { post } from '../../test/post.ts';
import { backUp, query } from '../../test/restore.ts';
import { it as base } from '../../test/server-test.ts';
import type { Command } from './command.ts';
import { COMMANDS } from './commands.ts';
import { runCommand } from './run-command.ts';

/** A data folder with a backup of "in the backup", and a way to run `bookchat restore` on it in this process. */
const it = base
  .extend('backupId', async ({ start, folder }) => {
    const server = await start.server({ DATA_DIR: folder });
    await post(server, { content: 'in the backup' });
    const { id } = await backUp(server);
    await post(server, { content: 'after it' });
    await server.close();
    return id;
  })
  .extend('restore', ({ folder }, { onCleanup }) => {
    const cwd = process.cwd();
    process.chdir(folder);
    onCleanup(() => {
      vi.unstubAllEnvs();
      process.chdir(cwd);
      process.exitCode = undefined;
    });
    vi.stubEnv('DATA_DIR', folder);
    vi.stubEnv('NODE_ENV', 'development');
    return async (...args: string[]) => {
      const texts: string[] = [];
      const write = (text: unknown) => texts.push(String(text)) > 0;
      vi.spyOn(process.stdout, 'write').mockImplementation(write);
      vi.spyOn(process.stderr, 'write').mockImplementation(write);
      process.exitCode = 0;
      await runCommand('restore', COMMANDS.get('restore') as Command, args);
      vi.restoreAllMocks();
      return { exitCode: process.exitCode, printed: texts.join('') };
    };
  });

const CONTENTS = 'select content from messages order by position';

describe('bookchat restore', () => {
  it('restores by id, and says what was kept', async ({ folder, backupId, restore }) => {
    const { exitCode, printed } = await restore(backupId, '--yes');
    expect({ exitCode, contents: query(join(folder, 'bookchat.db'), CONTENTS) }).toEqual({
      exitCode: 0,
      contents: ['in the backup'],
    });
    expect(printed).toMatch(/was verified and restored in .*\nWhat was there before is in .*replaced_/);
  });

  it('restores by file, and says what could not be taken over', async ({ folder, backupId, restore }) => {
    writeFileSync(join(folder, 'bookchat.db'), 'Dear diary,\n'.repeat(100));
    const { exitCode, printed } = await restore(join(folder, 'backups', `backup_${backupId}.db`));
    expect(exitCode).toBe(0);
    expect(printed).toContain('are those of the backup: file is not a database');
  });

  it('asks whoever sits at a terminal, and takes no for an answer', async ({ folder, backupId, restore }) => {
    const before = readFileSync(join(folder, 'bookchat.db'));
    const person = Object.assign(new PassThrough(), { isTTY: true, fd: 0 as const });
    vi.spyOn(process, 'stdin', 'get').mockReturnValue(person as unknown as typeof process.stdin);
    person.write('n\n');
    const { exitCode, printed } = await restore(backupId);
    expect(exitCode).toBe(1);
    expect(printed).toMatch(
      /becomes what it was at .* \(.*, 1 message\)\. .* Go on\? \[y\/N\] .*Nothing was changed\./s,
    );
    expect(readFileSync(join(folder, 'bookchat.db')).equals(before)).toBe(true);
  });

  it('names the way through the server that runs', async ({ start, folder, backupId, restore }) => {
    await start.server({ DATA_DIR: folder });
    const refused = await restore(backupId);
    expect(refused.exitCode).toBe(1);
    expect(refused.printed).toContain(`POST /api/system/backups/${backupId}/restore`);
  });

  it('knows a backup of the server by a relative path, too', async ({ start, folder, backupId, restore }) => {
    await start.server({ DATA_DIR: folder });
    const { printed } = await restore(join('backups', `backup_${backupId}.db`), '--yes');
    expect(printed).toContain(`POST /api/system/backups/${backupId}/restore.`);
  });

  it('makes no data folder where there is no backup to put there', async ({ folder, restore }) => {
    const missing = join(folder, 'mistyped');
    vi.stubEnv('DATA_DIR', missing);
    const { exitCode, printed } = await restore('20010101_000000', '--yes');
    expect({ exitCode, made: existsSync(missing) }).toEqual({ exitCode: 1, made: false });
    expect(printed).toContain('20010101_000000');
  });

  it('refuses what names no backup', async ({ restore }) => {
    expect((await restore('yesterday')).exitCode).toBe(64);
    expect((await restore()).printed).toContain('Usage: bookchat restore <id|file> [--yes]');
    expect((await restore('20010101_000000')).exitCode).toBe(1);
    vi.stubEnv('DATABASE_URL', ':memory:');
    expect((await restore('20010101_000000')).printed).toContain('begins empty each time');
  });
});
