import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, vi } from 'vitest';
import { git, writeBlob } from '../../../../../test/archive/git-by-hand.ts';
import { SIGNAL } from '../../../../../test/archive/git-folder-test.ts';
import { makeArchive } from '../../../../../test/archive/make-archive.ts';
import { canMakeDisks, it as diskIt } from '../../../../../test/small-disk-test.ts';
import { hashObject } from '../../git/hash-object.ts';
import type { TargetError } from '../target-error.ts';
import { createLocalTarget } from './create-local-target.ts';
import { bring, it } from './local-target-test.ts';

const LONG_AGO = new Date('2026-01-01T00:00:00Z');

describe('a damaged archive on this machine', () => {
  it('is never taken for an empty one where its branch is broken', async ({ dir, target }) => {
    await bring(target, null, { 'a.md': 'one' });
    for (const broken of ['', 'no hash\n', `${'1'.repeat(40)}\n`]) {
      writeFileSync(join(dir, 'refs/heads/main'), broken);
      const error = await troubleOf(createLocalTarget({ dir }).readHead(SIGNAL));
      expect(error.trouble).toEqual({ kind: 'denied' });
      expect(error.message).toMatch(
        /^The repository of the archive is damaged\. `git fsck --full` in its folder/,
      );
    }
  });

  it('is not begun anew where a part of it is gone', async ({ dir, target }) => {
    await bring(target, null, { 'a.md': 'one' });
    rmSync(join(dir, 'HEAD'));
    const again = createLocalTarget({ dir });
    expect(await troubleOf(again.readHead(SIGNAL))).toMatchObject({ trouble: { kind: 'denied' } });
    expect(existsSync(join(dir, 'HEAD'))).toBe(false);
  });

  it('says so where an object is broken, and not that it is missing', async ({ dir, target }) => {
    const head = await bring(target, null, { 'a.md': 'one' });
    for (const content of ['nothing that git wrote', '']) {
      overwrite(objectFile(dir, head), content);
      expect(await troubleOf(createLocalTarget({ dir }).readHead(SIGNAL))).toMatchObject({
        trouble: { kind: 'denied' },
      });
      expect(await troubleOf(target.readCommit(head, SIGNAL))).toMatchObject({ trouble: { kind: 'denied' } });
    }
  });

  it('says so where an object holds something else than its name says', async ({ dir, target }) => {
    await target.readHead(SIGNAL);
    const [one, other] = ['one', 'other'].map((text) => writeBlob(dir, text)) as [string, string];
    overwrite(objectFile(dir, one), readFileSync(objectFile(dir, other)));
    expect(await troubleOf(target.readBlob(one, SIGNAL))).toMatchObject({ trouble: { kind: 'denied' } });
  });

  it('says so where its folder holds something else', async ({ dir, target }) => {
    mkdirSync(dir, { recursive: true });
    writeFileSync(join(dir, 'notes.txt'), 'keep me');
    expect(await troubleOf(target.readHead(SIGNAL))).toMatchObject({ trouble: { kind: 'denied' } });
    expect(readdirSync(dir)).toEqual(['notes.txt']);
  });

  it('says so where a file stands in its place', async ({ dir, target }) => {
    mkdirSync(dirname(dir), { recursive: true });
    writeFileSync(dir, 'keep me');
    expect(await troubleOf(target.readHead(SIGNAL))).toMatchObject({
      message: 'A file stands where the folder of the archive should be. Move it away.',
    });
  });
});

describe('what a git that was killed has left', () => {
  it('is cleared away when the server uses the archive for the first time', async ({ dir, target }) => {
    const head = await bring(target, null, { 'a.md': 'one' });
    const left = [
      'HEAD.lock',
      'config.lock',
      'packed-refs.lock',
      'fast_import_crash_123',
      'refs/heads/main.lock',
      'objects/pack/tmp_pack_a1b2c3',
      'objects/pack/pack-1234.keep',
      'objects/info/commit-graph.lock',
      `objects/${head.slice(0, 2)}/tmp_obj_a1b2c3`,
    ].map((name) => join(dir, name));
    for (const file of left) {
      writeFileSync(file, file.endsWith('.keep') ? 'fast-import' : '');
      utimesSync(file, LONG_AGO, LONG_AGO);
    }
    await bring(createLocalTarget({ dir }), head, { 'b.md': 'two' });
    expect(left.filter(existsSync)).toEqual([]);
    expect(git(dir, 'fsck', '--strict', '--no-dangling')).toBe('');
  });

  it('is also what is from later than now, as somebody has set the clock back', async ({ dir, target }) => {
    const head = await bring(target, null, { 'a.md': 'one' });
    const lock = join(dir, 'refs/heads/main.lock');
    writeFileSync(lock, '');
    utimesSync(lock, Date.now() / 1_000 + 3_600, Date.now() / 1_000 + 3_600);
    await bring(createLocalTarget({ dir }), head, { 'b.md': 'two' });
  });

  it('is not what another process has made since', async ({ dir, target }) => {
    const head = await bring(target, null, { 'a.md': 'one' });
    const lock = join(dir, 'refs/heads/main.lock');
    writeFileSync(lock, '');
    writeFileSync(join(dir, 'objects/pack/mine.keep'), 'kept by bob');
    utimesSync(join(dir, 'objects/pack/mine.keep'), LONG_AGO, LONG_AGO);
    const error = await troubleOf(bring(createLocalTarget({ dir }), head, { 'b.md': 'two' }));
    expect(error.trouble).toEqual({ kind: 'unavailable' });
    expect(error.message).toMatch(/^Another process is at work on the archive/);
    expect(existsSync(lock)).toBe(true);
    expect(existsSync(join(dir, 'objects/pack/mine.keep'))).toBe(true);
  });
});

describe('tidying up', () => {
  it('does nothing where there is little', async ({ dir, target }) => {
    await bring(target, null, { 'a.md': 'one' });
    const before = readdirSync(join(dir, 'objects/pack'));
    expect(await target.tidy(SIGNAL)).toBe(false);
    expect(readdirSync(join(dir, 'objects/pack'))).toEqual(before);
  });

  it('puts many packs together, and loses nothing, not even what no branch leads to', async ({
    dir,
    target,
  }) => {
    await target.readHead(SIGNAL);
    writePacks(dir, 51);
    const loose = writeBlob(dir, 'loose');
    const before = listObjects(dir);
    expect(countPacks(dir)).toBe(51);
    expect(await target.tidy(SIGNAL)).toBe(true);
    expect(countPacks(dir)).toBe(1);
    expect(listObjects(dir)).toEqual(before);
    expect(before).toContain(loose);
    expect(await target.tidy(SIGNAL)).toBe(false);
  });

  it('leaves a large pack as it is, and puts the small ones together', async ({ dir, target }) => {
    await target.readHead(SIGNAL);
    await makeArchive(dir, { commits: 100, eventsPerCommit: 1 });
    const [large] = readdirSync(join(dir, 'objects/pack')).filter((name) => name.endsWith('.pack'));
    writePacks(dir, 51);
    expect(await target.tidy(SIGNAL)).toBe(true);
    expect(countPacks(dir)).toBe(2);
    expect(existsSync(join(dir, 'objects/pack', large ?? ''))).toBe(true);
    expect(git(dir, 'fsck', '--strict', '--no-dangling')).toBe('');
  });

  it('packs many loose objects', async ({ dir, target }) => {
    await target.readHead(SIGNAL);
    writeLooseObjects(dir, 20);
    const before = listObjects(dir);
    expect(before).toHaveLength(20);
    expect(await target.tidy(SIGNAL)).toBe(true);
    expect(git(dir, 'count-objects')).toBe('0 objects, 0 kilobytes');
    expect(listObjects(dir)).toEqual(before);
  });

  it('ends with the signal', async ({ dir, folder, target }) => {
    await target.readHead(SIGNAL);
    writePacks(dir, 51);
    const before = listObjects(dir);
    const started = join(folder, 'started');
    slowDown(folder, 'repack', started);
    const stop = new AbortController();
    const tidying = target.tidy(stop.signal);
    await expect.poll(() => existsSync(started)).toBe(true);
    stop.abort(new Error('the server stops'));
    await expect(tidying).rejects.toThrow('the server stops');
    vi.unstubAllEnvs();
    expect(listObjects(dir)).toEqual(before);
  });
});

describe.skipIf(!canMakeDisks())('a full disk', () => {
  diskIt('is said to be full, and the archive goes on when there is room', async ({ disk }) => {
    const dir = join(disk.folder, 'archive.git');
    const target = createLocalTarget({ dir });
    const head = await bring(target, null, { 'a.md': 'one' });
    disk.fill(0);
    const error = await troubleOf(bring(target, head, { 'b.md': 'x'.repeat(100_000) }));
    expect(error.trouble).toEqual({ kind: 'unavailable' });
    expect(error.message).toMatch(/^The disk is full/);
    disk.empty();
    expect(await target.readHead(SIGNAL)).toEqual({ kind: 'at', commit: head });
    await bring(target, head, { 'b.md': 'two' });
    expect(git(dir, 'fsck', '--strict', '--no-dangling')).toBe('');
  });
});

async function troubleOf(work: Promise<unknown>): Promise<TargetError> {
  const error = await work.then(
    () => new Error('it succeeded'),
    (reason: unknown) => reason,
  );
  expect(error).toHaveProperty('trouble');
  return error as TargetError;
}

function objectFile(dir: string, hash: string): string {
  return join(dir, 'objects', hash.slice(0, 2), hash.slice(2));
}

function overwrite(path: string, content: string | Buffer): void {
  chmodSync(path, 0o600);
  truncateSync(path);
  writeFileSync(path, content);
}

/** So many packs with one blob each, to which nothing leads. */
function writePacks(dir: string, count: number): void {
  const input = Array.from(
    { length: count },
    (_, index) => `blob\ndata <<END\n${index}\nEND\ncheckpoint\n\n`,
  ).join('');
  execFileSync('git', ['--git-dir', dir, '-c', 'fastimport.unpackLimit=0', 'fast-import', '--quiet'], {
    input,
  });
}

/** So many objects whose hashes begin with `17`. */
function writeLooseObjects(dir: string, count: number): void {
  for (let number = 0, found = 0; found < count; number += 1) {
    const content = `${number}`;
    if (!hashObject('blob', Buffer.from(content)).startsWith('17')) continue;
    writeBlob(dir, content);
    found += 1;
  }
}

/** Has git do one thing for ever, and lays a file there when it has begun. */
function slowDown(folder: string, command: string, started: string): void {
  const real = execFileSync('sh', ['-c', 'command -v git'], { encoding: 'utf8' }).trim();
  const script = `case "$*" in *${command}*) : > ${started}; exec /bin/sleep 60;; esac; exec ${real} "$@"`;
  writeFileSync(join(folder, 'git'), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  vi.stubEnv('PATH', `${folder}:${process.env['PATH']}`);
}

function countPacks(dir: string): number {
  return readdirSync(join(dir, 'objects/pack')).filter((name) => name.endsWith('.pack')).length;
}

function listObjects(dir: string): string[] {
  const list = git(dir, 'cat-file', '--batch-check=%(objectname)', '--batch-all-objects');
  return list.split('\n');
}
