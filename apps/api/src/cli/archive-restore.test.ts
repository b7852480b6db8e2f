import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { describe, expect, vi } from 'vitest';
import { git } from '../../test/archive/git-by-hand.ts';
import { created, pathOf, writeHistory } from '../../test/archive/write-history.ts';
import { query } from '../../test/restore.ts';
import { it as base } from '../../test/server-test.ts';
import type { Command } from './command.ts';
import { COMMANDS } from './commands.ts';
import { runCommand } from './run-command.ts';

/** An archive of three messages in two commits, and a way to run `bookchat archive restore` in this process. */
const it = base
  .extend('archive', ({ folder }) => {
    const dir = join(folder, 'theirs.git');
    git(folder, 'init', '--quiet', '--bare', '--initial-branch=main', dir);
    const history = writeHistory(dir);
    history.begin();
    const first = history.ours({ [pathOf(1)]: created(1) + created(2) });
    history.ours({ [pathOf(3)]: created(3) });
    return { dir, first, ...history };
  })
  .extend('restore', ({ folder }, { onCleanup }) => {
    const cwd = process.cwd();
    const dataDir = join(folder, 'data');
    mkdirSync(dataDir);
    process.chdir(dataDir);
    onCleanup(() => {
      vi.unstubAllEnvs();
      process.chdir(cwd);
      process.exitCode = undefined;
    });
    vi.stubEnv('DATA_DIR', dataDir);
    vi.stubEnv('NODE_ENV', 'development');
    return async (...args: string[]) => {
      const texts: string[] = [];
      const write = (text: unknown) => texts.push(String(text)) > 0;
      vi.spyOn(process.stdout, 'write').mockImplementation(write);
      vi.spyOn(process.stderr, 'write').mockImplementation(write);
      process.exitCode = 0;
      await runCommand('archive restore', COMMANDS.get('archive restore') as Command, args);
      vi.restoreAllMocks();
      return { exitCode: process.exitCode, printed: texts.join(''), dataDir };
    };
  });

const CONTENTS = 'select content from messages order by position';

describe('bookchat archive restore', { timeout: 60_000 }, () => {
  it('says what it brought, and where from', async ({ archive, restore }) => {
    const { exitCode, printed, dataDir } = await restore('--from', archive.dir, '--yes');
    expect(exitCode, printed).toBe(0);
    expect(printed).toContain(`The archive ${archive.dir} was restored in `);
    expect(printed).toContain('3 messages from 2 segments in 3 commits, with 0 pages of the book.\n');
    expect(printed).toContain('Reading the archive …\n');
    expect(query(join(dataDir, 'bookchat.db'), CONTENTS)).toHaveLength(3);
  });

  it('restores up to a commit', async ({ archive, restore }) => {
    const { exitCode, printed, dataDir } = await restore(
      '--from',
      archive.dir,
      '--as-of',
      archive.first.slice(0, 8),
    );
    expect(exitCode, printed).toBe(0);
    expect(printed).toContain(`up to the commit ${archive.first} in `);
    expect(printed).toContain('1 later segment is left out, as was asked for.');
    expect(query(join(dataDir, 'bookchat.db'), CONTENTS)).toEqual(['message 1', 'message 2']);
  });

  it('ends with 3 where something was refused, and names it', async ({ archive, restore }) => {
    archive.theirs({ [pathOf(9)]: created(9) });
    archive.ours({ [pathOf(4)]: `${created(4)}{"half\n${created(5, { room: 'kitchen' })}oops\n` });
    const { exitCode, printed, dataDir } = await restore('--from', archive.dir);
    expect(exitCode, printed).toBe(3);
    expect(printed).toContain('4 messages from 3 segments in 4 commits');
    expect(printed).toContain('1 commit of others was passed over.');
    expect(printed).toContain('4 lines or files were refused:\n  2 × It is not JSON.\n');
    expect(printed).toContain(`They are:\n  ${pathOf(9)}:0: It is not from BookChat: left out.\n`);
    expect(printed).toContain(`  ${pathOf(4)}:3: It says another room than its path.\n`);
    const report = join(dataDir, 'archive-restore-report.txt');
    expect(printed).toContain(`The whole list is in ${report}.`);
    expect(readFileSync(report, 'utf8').split('\n')).toHaveLength(5);
  });

  it('shows no more of that than fits a screen', async ({ archive, restore }) => {
    archive.ours({ [pathOf(4)]: 'oops\n'.repeat(1_000) });
    const { exitCode, printed } = await restore('--from', archive.dir);
    expect(exitCode, printed).toBe(3);
    expect(printed).toContain(
      '1,000 lines or files were refused:\n  1,000 × It is not JSON.\nThe first 20 of them:\n',
    );
    expect(printed.match(/: It is not JSON\./g)).toHaveLength(20);
  });

  it('asks whoever sits at a terminal, and takes no for an answer', async ({ archive, restore }) => {
    const person = Object.assign(new PassThrough(), { isTTY: true, fd: 0 as const });
    vi.spyOn(process, 'stdin', 'get').mockReturnValue(person as unknown as typeof process.stdin);
    person.write('n\n');
    const { exitCode, printed, dataDir } = await restore('--from', archive.dir);
    expect(exitCode).toBe(1);
    expect(printed).toMatch(
      /must be empty, becomes what the archive .* holds\. Go on\? \[y\/N\] .*Nothing was changed\./s,
    );
    expect(existsSync(join(dataDir, 'bookchat.db'))).toBe(false);
  });

  it('is refused while the server runs', async ({ archive, restore, start, folder }) => {
    const server = await start.server({ DATA_DIR: join(folder, 'data') });
    const { exitCode, printed } = await restore('--from', archive.dir);
    expect(exitCode).toBe(1);
    expect(printed).toContain(`The BookChat server on ${server.config.dataDir} runs. Stop it and try again`);
  });

  it('says what is wrong with what it was given', async ({ archive, restore }) => {
    const nothing = await restore();
    expect(nothing).toMatchObject({
      exitCode: 1,
      printed: expect.stringContaining('There is no archive at'),
    });
    expect((await restore('--from', 'ftp://example.org')).printed).toContain('begins with https://');
    expect((await restore('--from', archive.dir, '--as-of', 'HEAD')).printed).toContain(
      'takes the hash of a commit',
    );
    expect((await restore('--from', archive.dir, '--as-of', '0000000')).printed).toContain(
      'no commit 0000000',
    );
    expect(await restore('now')).toMatchObject({
      exitCode: 64,
      printed: 'Usage: bookchat archive restore [--as-of <commit>] [--from <address|path>] [--yes]\n',
    });
    vi.stubEnv('DATABASE_URL', ':memory:');
    expect((await restore('--from', archive.dir)).printed).toContain('begins empty each time');
  });
});
