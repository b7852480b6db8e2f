import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, vi } from 'vitest';
import { commit as commitTo, git, treeOf, writeBlob } from '../../../../../test/archive/git-by-hand.ts';
import { SIGNAL } from '../../../../../test/archive/git-folder-test.ts';
import { hashCommit } from '../../git/commit-parts.ts';
import { hashObject } from '../../git/hash-object.ts';
import { EMPTY_TREE } from '../../git/tree-entry.ts';
import { bring, DATE, it, MESSAGE, PATH, UNKNOWN, write } from './local-target-test.ts';

describe('the archive on this machine', () => {
  it('is a repository for its owner alone, made when it is first asked for', async ({ dir, target }) => {
    expect(existsSync(dir)).toBe(false);
    expect(await target.readHead(SIGNAL)).toEqual({ kind: 'none' });
    expect(statSync(dir).mode & 0o777).toBe(0o700);
    expect(git(dir, 'symbolic-ref', 'HEAD')).toBe('refs/heads/main');
    expect(git(dir, 'rev-parse', '--is-bare-repository')).toBe('true');
    expect(readdirSync(dir).sort()).toEqual(['HEAD', 'config', 'description', 'objects', 'refs']);
    expect(readFileSync(join(dir, 'description'), 'utf8')).toContain('BookChat');
  });

  it('is made in an empty folder as well, and when a first try was cut off', async ({ dir, target }) => {
    mkdirSync(dir, { recursive: true });
    mkdirSync(`${dir}.new`);
    writeFileSync(join(`${dir}.new`, 'HEAD'), '');
    expect(await target.readHead(SIGNAL)).toEqual({ kind: 'none' });
    expect(existsSync(`${dir}.new`)).toBe(false);
  });

  it('grows by commits that are what was asked for, to the byte', async ({ dir, target }) => {
    const first = await bring(target, null, { 'manifest.json': '{}\n' });
    const second = await bring(target, first, { [PATH]: '{"a":"größer 🌊"}\n', 'README.md': '\0\xff' });
    expect(await target.readHead(SIGNAL)).toEqual({ kind: 'at', commit: second });
    expect(git(dir, 'log', '--format=%H %an <%ae> %cI %B', 'main')).toBe(
      [second, first]
        .map((hash) => `${hash} BookChat <archive@bookchat.invalid> 2026-11-20T12:00:00+00:00 ${MESSAGE}`)
        .join('\n'),
    );
    expect(git(dir, 'ls-tree', '-r', '--name-only', 'main').split('\n')).toEqual([
      'README.md',
      'manifest.json',
      PATH,
    ]);
    expect(git(dir, 'show', `main:${PATH}`)).toBe('{"a":"größer 🌊"}');
    expect(git(dir, 'fsck', '--strict', '--no-dangling')).toBe('');
    expect(git(dir, 'for-each-ref', '--format=%(refname)')).toBe('refs/heads/main');
  });

  it('writes a file anew where one of that name is', async ({ dir, target }) => {
    const first = await bring(target, null, { 'a/b.md': 'one', 'a/c.md': 'two' });
    await bring(target, first, { 'a/b.md': 'three' });
    expect(git(dir, 'show', 'main:a/b.md')).toBe('three');
    expect(git(dir, 'show', 'main:a/c.md')).toBe('two');
  });

  it('reads back what it holds', async ({ target }) => {
    const content = Buffer.from([0, 10, 13, 255, 0]);
    const head = await bring(target, null, { 'a/b': content });
    const { tree, parents } = await target.readCommit(head, SIGNAL);
    expect(parents).toEqual([]);
    const [folder] = await target.readTree(tree, SIGNAL);
    expect(folder).toEqual({ name: 'a', mode: '40000', hash: expect.stringMatching(/^[0-9a-f]{40}$/) });
    const [file] = await target.readTree(folder?.hash ?? '', SIGNAL);
    expect(file).toEqual({ name: 'b', mode: '100644', hash: hashObject('blob', content) });
    expect(await target.readBlob(file?.hash ?? '', SIGNAL)).toEqual(content);
    expect(await target.readTree(EMPTY_TREE, SIGNAL)).toEqual([]);
  });

  it('begins with one file as well', async ({ target }) => {
    const file = { path: 'manifest.json', content: Buffer.from('{}') };
    const tree = await target.writeTree(null, [file], SIGNAL);
    const parts = { tree, parent: null, message: MESSAGE, date: DATE };
    const first = await target.writeFirst(file, parts, SIGNAL);
    expect(first).toBe(hashCommit(parts));
    expect(await target.readHead(SIGNAL)).toEqual({ kind: 'at', commit: first });
  });

  it('makes the same thing again where that is asked for, also when it was packed since', async ({
    dir,
    target,
  }) => {
    const first = await bring(target, null, { 'a.md': 'one' });
    git(dir, 'gc', '--quiet');
    const tree = await target.writeTree(null, [{ path: 'a.md', content: Buffer.from('one') }], SIGNAL);
    expect(await target.writeCommit({ tree, parent: null, message: MESSAGE, date: DATE }, SIGNAL)).toBe(
      first,
    );
    expect(await target.writeTree(tree, [], SIGNAL)).toBe(tree);
    expect(await target.writeTree(null, [], SIGNAL)).toBe(EMPTY_TREE);
  });

  it.for(['../x', '/x', 'a//b', 'a/../b', '.git/config', 'a/.GIT', 'a b', 'a\nb', '"a"', 'ä', '', 'a/', '.'])(
    'takes no file at "%s"',
    async (path, { target }) => {
      const writing = target.writeTree(null, [{ path, content: Buffer.from('x') }], SIGNAL);
      await expect(writing).rejects.toMatchObject({ trouble: { kind: 'refused' } });
    },
  );

  it('moves its branch only from where it was believed to be', async ({ dir, target }) => {
    const first = await bring(target, null, { 'a.md': 'one' });
    const next = await write(target, first, { 'b.md': 'two' });
    for (const from of [null, next, UNKNOWN])
      await expect(target.moveBranch(from, next, SIGNAL)).rejects.toMatchObject({
        trouble: { kind: 'moved' },
      });
    await target.moveBranch(first, next, SIGNAL);
    await expect(target.moveBranch(first, next, SIGNAL)).rejects.toMatchObject({
      trouble: { kind: 'moved' },
    });
    expect(git(dir, 'rev-parse', 'main')).toBe(next);
  });

  it('moves its branch to no commit that is not there', async ({ target }) => {
    const first = await bring(target, null, { 'a.md': 'one' });
    const { tree } = await target.readCommit(first, SIGNAL);
    for (const to of [UNKNOWN, tree])
      await expect(target.moveBranch(first, to, SIGNAL)).rejects.toMatchObject({
        trouble: { kind: 'refused' },
      });
    expect(await target.readHead(SIGNAL)).toEqual({ kind: 'at', commit: first });
  });

  it('knows what one commit is to another', async ({ target }) => {
    const first = await bring(target, null, { 'a.md': 'one' });
    const second = await bring(target, first, { 'b.md': 'two' });
    const [other, stranger] = [
      await write(target, first, { 'c.md': '3' }),
      await write(target, null, { 'd.md': '4' }),
    ];
    const compare = (one: string, another: string) => target.compare(one, another, SIGNAL);
    expect(await compare(second, second)).toBe('same');
    expect(await compare(first, second)).toBe('ancestor');
    expect(await compare(second, first)).toBe('descendant');
    expect(await compare(second, other)).toBe('diverged');
    expect(await compare(second, stranger)).toBe('diverged');
    expect(await compare(second, UNKNOWN)).toBe('unknown_commit');
    expect(await compare(UNKNOWN, UNKNOWN)).toBe('unknown_commit');
  });

  it('says what it does not hold', async ({ target }) => {
    const head = await bring(target, null, { 'a.md': 'one' });
    for (const read of [
      () => target.readBlob(UNKNOWN, SIGNAL),
      () => target.readTree(head, SIGNAL),
      () => target.readCommit('refs/heads/nothing', SIGNAL),
    ])
      await expect(read()).rejects.toMatchObject({ trouble: { kind: 'denied' } });
  });

  it('ends with the signal', async ({ target }) => {
    const reason = new Error('the server stops');
    const stopped = AbortSignal.abort(reason);
    await expect(target.readHead(stopped)).rejects.toBe(reason);
    const stop = new AbortController();
    const large = [{ path: 'a', content: Buffer.alloc(20_000_000, 'large') }];
    const writing = target.writeTree(null, large, stop.signal);
    setImmediate(() => stop.abort(reason));
    await expect(writing).rejects.toBe(reason);
    expect(await bring(target, null, { 'a.md': 'one' })).toMatch(/^[0-9a-f]{40}$/);
  });
});

describe('without git', () => {
  it('it says what to do, and goes on when git is there', async ({ folder, target }) => {
    vi.stubEnv('PATH', folder);
    await expect(target.readHead(SIGNAL)).rejects.toMatchObject({
      trouble: { kind: 'denied' },
      message: 'Git is not installed. Install it, and start BookChat again.',
    });
    vi.unstubAllEnvs();
    expect(await target.readHead(SIGNAL)).toEqual({ kind: 'none' });
  });
});

describe('what others put there', () => {
  it('is built upon', async ({ dir, target }) => {
    await target.readHead(SIGNAL);
    const theirs = commitTo(dir, treeOf(dir, { 'notes.txt': 'bob was here', 'rooms/x': 'y' }));
    const head = await target.readHead(SIGNAL);
    expect(head).toEqual({ kind: 'at', commit: theirs });
    await bring(target, theirs, { [PATH]: '{}\n' });
    expect(git(dir, 'show', 'main:notes.txt')).toBe('bob was here');
    expect(git(dir, 'show', 'main:rooms/x')).toBe('y');
  });

  it('is no archive where it is not a commit', async ({ dir, target }) => {
    await target.readHead(SIGNAL);
    writeFileSync(join(dir, 'refs/heads/main'), `${writeBlob(dir, 'x')}\n`);
    await expect(target.readHead(SIGNAL)).rejects.toMatchObject({ trouble: { kind: 'denied' } });
  });
});
