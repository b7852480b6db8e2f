import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, vi } from 'vitest';
import { writeBlob } from '../../../../test/archive/git-by-hand.ts';
import { it, SIGNAL } from '../../../../test/archive/git-folder-test.ts';
import { findGit } from './find-git.ts';
import { GitError } from './git-error.ts';
import { runGit } from './run-git.ts';
import { startGit } from './start-git.ts';

afterEach(() => void vi.unstubAllEnvs());

describe('git', () => {
  it('does what it is told, and gives what it prints', async ({ repository: dir }) => {
    const { stdout } = await runGit(['hash-object', '-w', '--stdin'], {
      dir,
      signal: SIGNAL,
      input: 'hello\n',
    });
    expect(stdout.toString()).toBe('ce013625030ba8dba906f756967f9e9ca394464a\n');
  });

  it('takes what it is given piece by piece, however much that is', async ({ repository: dir }) => {
    const pieces = Array.from({ length: 1_000 }, (_, index) => Buffer.alloc(10_000, index));
    const { stdout } = await runGit(['hash-object', '--stdin'], { dir, signal: SIGNAL, input: pieces });
    expect(stdout.toString().trim()).toBe(writeBlob(dir, Buffer.concat(pieces)));
  });

  it('knows nothing of what its user and its machine have set', async ({ folder, repository: dir }) => {
    writeFileSync(join(folder, '.gitconfig'), '[user]\n\tname = mallory\n');
    vi.stubEnv('HOME', folder);
    vi.stubEnv('GIT_CONFIG_GLOBAL', join(folder, '.gitconfig'));
    vi.stubEnv('GIT_DIR', '/elsewhere');
    const { stdout } = await runGit(['config', '--list', '--show-scope'], { dir, signal: SIGNAL });
    const scopes = new Set(stdout.toString().match(/^\w+/gm));
    expect([...scopes].sort()).toEqual(['command', 'local']);
  });

  it('runs no hook of a repository', async ({ folder, repository: dir }) => {
    const marker = join(folder, 'marker');
    mkdirSync(join(dir, 'hooks'), { recursive: true });
    const hook = join(dir, 'hooks', 'reference-transaction');
    writeFileSync(hook, `#!/bin/sh\n: > ${marker}\n`);
    chmodSync(hook, 0o755);
    const { stdout } = await runGit(['hash-object', '-t', 'tree', '-w', '--stdin'], { dir, signal: SIGNAL });
    await runGit(['update-ref', 'refs/tags/empty', stdout.toString().trim()], { dir, signal: SIGNAL });
    await expect(runGit(['rev-parse', 'refs/tags/empty'], { dir, signal: SIGNAL })).resolves.toBeDefined();
    expect(() => chmodSync(marker, 0o600)).toThrow('ENOENT');
  });

  it('says in one line why it failed', async ({ repository: dir }) => {
    const failing = runGit(['update-ref', 'refs/heads/main', '1'.repeat(40)], { dir, signal: SIGNAL });
    const error = await failing.catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(GitError);
    expect(error).toMatchObject({
      exitCode: 128,
      stderr: expect.stringMatching(/^fatal: .*nonexistent object/),
    });
  });

  it('says so too when it stops listening before the end', async ({ repository: dir }) => {
    const input = Array.from({ length: 100 }, () => Buffer.alloc(100_000, 'nothing that it knows\n'));
    const failing = runGit(['fast-import'], { dir, signal: SIGNAL, input });
    await expect(failing).rejects.toThrow(/Unsupported command/);
  });

  it('is stopped where it prints more than is wanted', async ({ repository: dir }) => {
    const printing = runGit(['config', '--list'], { dir, signal: SIGNAL, maxBytes: 10 });
    await expect(printing).rejects.toThrow('it printed more than 10 bytes');
  });

  it('ends when the signal says so, with its reason', async ({ repository: dir }) => {
    const stop = new AbortController();
    const process = startGit(['cat-file', '--batch'], { dir, signal: stop.signal });
    stop.abort(new Error('it was asked to stop'));
    await expect(process.ended).rejects.toThrow('it was asked to stop');
    expect(() => globalThis.process.kill(process.pid ?? 0, 0)).toThrow('ESRCH');
    expect(() => startGit(['version'], { dir, signal: stop.signal })).toThrow('it was asked to stop');
  });

  it('is killed where it does not end when asked to, with what it has started', async ({
    folder,
    repository: dir,
  }) => {
    fakeGit(folder, 'trap "" TERM; /bin/sleep 60 & echo $!; while :; do /bin/sleep 0.05; done');
    const stop = new AbortController();
    const process = startGit(['log'], { dir, signal: stop.signal });
    const child = await new Promise<number>((done) =>
      process.stdout.once('data', (text: Buffer) => done(Number(text.toString()))),
    );
    stop.abort(new Error('it was asked to stop'));
    await expect(process.ended).rejects.toThrow('it was asked to stop');
    for (const pid of [process.pid ?? 0, child])
      await expect.poll(() => isRunning(pid), { timeout: 5_000 }).toBe(false);
  });
});

describe('looking for git', () => {
  it('finds its version', async () => {
    expect(await findGit(SIGNAL)).toEqual({ kind: 'found', version: expect.stringMatching(/^2\.\d+/) });
  });

  it('says what to do where there is none', async ({ folder }) => {
    vi.stubEnv('PATH', folder);
    expect(await findGit(SIGNAL)).toEqual({
      kind: 'missing',
      words: 'Git is not installed. Install git 2.32 or newer, and start BookChat again.',
    });
  });

  it('says what to do where it is too old', async ({ folder }) => {
    fakeGit(folder, 'echo "git version 2.25.1"');
    expect(await findGit(SIGNAL)).toEqual({
      kind: 'too_old',
      words: 'Git 2.25.1 is too old. Install git 2.32 or newer, and start BookChat again.',
    });
  });

  it.for(['git version 2.32.0', 'git version 3.1.windows.1', 'git version 2.50.1 (Apple Git-155)'])(
    'takes "%s"',
    async (version, { folder }) => {
      fakeGit(folder, `echo "${version}"`);
      expect(await findGit(SIGNAL)).toMatchObject({ kind: 'found' });
    },
  );
});

/** Puts something else in the place of git. */
function fakeGit(folder: string, script: string): void {
  const path = join(folder, 'git');
  writeFileSync(path, `#!/bin/sh\n${script}\n`);
  chmodSync(path, 0o755);
  vi.stubEnv('PATH', folder);
}

/** One that has ended, but that nobody has asked about, still has a number. */
function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
