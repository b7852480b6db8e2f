import { describe, expect } from 'vitest';
import {
  DATE,
  file,
  headOf,
  it,
  SIGNAL,
  targetOf,
  troubleOf,
  UNKNOWN,
  writeCommit,
} from '../../../../../test/github/github-target-test.ts';
import { hashCommit } from '../../git/commit-parts.ts';
import { EMPTY_TREE } from '../../git/tree-entry.ts';
import { createGithubTarget } from './github-target.ts';

describe('the name of a target', () => {
  it.for([
    ['https://api.github.com', 'github:bookchat/archive#main'],
    ['https://api.github.com/', 'github:bookchat/archive#main'],
    ['https://ghe.example.org/api/v3', 'github:ghe.example.org/bookchat/archive#main'],
    ['http://127.0.0.1:4040', 'github:127.0.0.1:4040/bookchat/archive#main'],
  ] as const)('at %s is %s', ([apiUrl, name], { clock }) => {
    const target = createGithubTarget({
      repository: 'bookchat/archive',
      branch: 'main',
      apiUrl: new URL(apiUrl),
      credentials: { kind: 'token', read: () => '' },
      clock,
    });
    expect(target.name).toBe(name);
  });
});

describe('who can read the repository', () => {
  it('is asked again at no cost, and known at once when it changes', async ({ github, target }) => {
    expect(await target.readIsPublic(SIGNAL)).toBe(false);
    const left = target.quota?.left;
    expect(await target.readIsPublic(SIGNAL)).toBe(false);
    expect(target.quota?.left).toBe(left);
    github.setPrivate(false);
    expect(await target.readIsPublic(SIGNAL)).toBe(true);
    expect(github.requests.map(({ status }) => status)).toEqual([200, 304, 200]);
  });
});

describe('reading the head', () => {
  it('gives the commit of the branch', async ({ github, target }) => {
    expect(await target.readHead(SIGNAL)).toEqual({ kind: 'at', commit: github.head() });
    const commit = github.pushCommit();
    expect(await target.readHead(SIGNAL)).toEqual({ kind: 'at', commit });
  });

  it('tells a branch that is missing from a repository that is', async ({ github, clock }) => {
    const target = targetOf(github, clock, { branch: 'archive/2026' });
    expect(await target.readHead(SIGNAL)).toEqual({ kind: 'none' });
    const elsewhere = targetOf(github, clock, { repository: 'bookchat/other' });
    expect((await troubleOf(elsewhere.readHead(SIGNAL))).trouble).toEqual({ kind: 'denied' });
  });

  it('finds a branch with a slash in its name', async ({ github, clock }) => {
    const target = targetOf(github, clock, { branch: 'archive/2026' });
    const commit = headOf(github);
    await target.moveBranch(null, commit, SIGNAL);
    expect(await target.readHead(SIGNAL)).toEqual({ kind: 'at', commit });
  });

  it('costs nothing while the branch has not moved', async ({ github, target }) => {
    await target.readHead(SIGNAL);
    const left = target.quota?.left;
    const head = { kind: 'at', commit: github.head() };
    expect(await target.readHead(SIGNAL)).toEqual(head);
    expect(await target.readHead(SIGNAL)).toEqual(head);
    expect(target.quota?.left).toBe(left);
    expect(github.requests.map(({ status }) => status)).toEqual([200, 304, 304]);
  });

  it('sees the branch move, go, and come back after that', async ({ github, target }) => {
    const first = headOf(github);
    await target.readHead(SIGNAL);
    await github.deleteBranch();
    expect(await target.readHead(SIGNAL)).toEqual({ kind: 'none' });
    await target.moveBranch(null, first, SIGNAL);
    expect(await target.readHead(SIGNAL)).toEqual({ kind: 'at', commit: first });
  });
});

describe('an empty repository', () => {
  it.override('options', { empty: true });

  it('is told from one without the branch', async ({ target }) => {
    expect(await target.readHead(SIGNAL)).toEqual({ kind: 'empty' });
  });

  it('is given a first commit, by BookChat and with the given time', async ({ github, target }) => {
    const parts = { tree: EMPTY_TREE, parent: null, message: 'Begin the archive', date: DATE };
    const commit = await target.writeFirst(file('README.md', '# Archive\n'), parts, SIGNAL);
    expect(await target.readHead(SIGNAL)).toEqual({ kind: 'at', commit });
    const { tree } = await target.readCommit(commit, SIGNAL);
    expect(commit).toBe(hashCommit({ ...parts, tree }));
    expect(github.files()).toEqual(new Map([['README.md', '# Archive\n']]));
  });

  it('is given it once', async ({ github, target }) => {
    const parts = { tree: EMPTY_TREE, parent: null, message: 'Begin the archive', date: DATE };
    await target.writeFirst(file('README.md', '# Archive\n'), parts, SIGNAL);
    const error = await troubleOf(target.writeFirst(file('README.md', '# Again\n'), parts, SIGNAL));
    expect(error.trouble).toEqual({ kind: 'moved' });
    expect(await github.git('rev-list', '--count', 'main')).toBe('1\n');
  });

  it('takes its first commit on its default branch, and any other branch upon that', async ({
    github,
    clock,
  }) => {
    const target = targetOf(github, clock, { branch: 'other' });
    const parts = { tree: EMPTY_TREE, parent: null, message: 'Begin the archive', date: DATE };
    const commit = await target.writeFirst(file('README.md', '# Archive\n'), parts, SIGNAL);
    expect(await target.readHead(SIGNAL)).toEqual({ kind: 'at', commit });
    expect(await github.git('rev-parse', 'refs/heads/main')).toBe(`${commit}\n`);
  });

  it('takes nothing else, and holds nothing to compare', async ({ target }) => {
    const error = await troubleOf(target.writeTree(null, [file('a', 'a')], SIGNAL));
    expect(error.trouble).toEqual({ kind: 'moved' });
    expect(error.message).toContain('Git Repository is empty');
    expect(await target.compare(UNKNOWN, UNKNOWN, SIGNAL)).toBe('unknown_commit');
  });
});

describe('comparing', () => {
  it('says what the first commit is to the second', async ({ github, target }) => {
    const older = headOf(github);
    const newer = github.pushCommit();
    const rewritten = github.forcePush();
    expect(await target.compare(older, older, SIGNAL)).toBe('same');
    expect(await target.compare(older, newer, SIGNAL)).toBe('ancestor');
    expect(await target.compare(newer, older, SIGNAL)).toBe('descendant');
    expect(await target.compare(newer, rewritten, SIGNAL)).toBe('diverged');
  });

  it('takes histories that never met for ones that went apart', async ({ github, target }) => {
    const first = headOf(github);
    const other = github.forcePush();
    expect(await target.compare(first, other, SIGNAL)).toBe('diverged');
  });

  it('tells of a commit that GitHub does not have', async ({ github, target }) => {
    const head = headOf(github);
    expect(await target.compare(UNKNOWN, head, SIGNAL)).toBe('unknown_commit');
    expect(await target.compare(head, UNKNOWN, SIGNAL)).toBe('unknown_commit');
  });
});

describe('objects', () => {
  it('are read as Git keeps them', async ({ github, target }) => {
    const parent = headOf(github);
    const commit = github.pushCommit({ 'rooms/lobby/1.jsonl': 'Grüße 👋\n' });
    const { tree, parents } = await target.readCommit(commit, SIGNAL);
    expect(parents).toEqual([parent]);
    const entries = await target.readTree(tree, SIGNAL);
    const listed = entries.map(({ mode, name, hash }) => `${mode} ${hash} ${name}`);
    const lines = (
      await github.git('ls-tree', '--format=%(objectmode) %(objectname) %(path)', commit)
    ).trim();
    expect(listed).toEqual(lines.replace('040000', '40000').split('\n'));
    const blob = (await github.git('rev-parse', `${commit}:rooms/lobby/1.jsonl`)).trim();
    expect((await target.readBlob(blob, SIGNAL)).toString()).toBe('Grüße 👋\n');
  });

  it('of no entries are not asked for', async ({ target }) => {
    expect(await target.readTree(EMPTY_TREE, SIGNAL)).toEqual([]);
    expect(target.requests).toBe(0);
  });

  it('that are not there may still come', async ({ target }) => {
    for (const read of [target.readCommit, target.readTree, target.readBlob]) {
      const error = await troubleOf(read(UNKNOWN, SIGNAL));
      expect(error.trouble).toEqual({ kind: 'unavailable' });
      expect(error.message).toMatch(/does not find in bookchat\/archive what was asked for, perhaps not yet/);
    }
  });

  it('are written with their text, byte for byte', async ({ github, target }) => {
    const text = '\ufeff{"text":"Grüße 👋\\u0000\\r"}\r\n';
    const base = (await github.git('rev-parse', 'main^{tree}')).trim();
    const files = [file('rooms/lobby/2026/11/20/1.jsonl', text), file('manifest.json', '{}\n')];
    const tree = await target.writeTree(base, files, SIGNAL);
    const parent = headOf(github);
    const parts = { tree, parent, message: 'Archive 1 message', date: DATE };
    const commit = await target.writeCommit(parts, SIGNAL);
    expect(commit).toBe(hashCommit(parts));
    expect(github.files(commit)).toEqual(
      new Map([
        ['README.md', '# archive\n'],
        ['manifest.json', '{}\n'],
        ['rooms/lobby/2026/11/20/1.jsonl', text],
      ]),
    );
    expect(github.head()).toBe(parent);
  });

  it.for([null, EMPTY_TREE])('are written onto nothing (%s)', async (base, { github, target }) => {
    const tree = await target.writeTree(base, [file('a/b', 'c')], SIGNAL);
    const commit = await target.writeCommit({ tree, parent: null, message: 'Begin', date: DATE }, SIGNAL);
    expect(github.files(commit)).toEqual(new Map([['a/b', 'c']]));
  });

  it('that are not text are not sent', async ({ target }) => {
    const error = await troubleOf(
      target.writeTree(null, [{ path: 'a', content: Buffer.from([0xc3, 0x28]) }], SIGNAL),
    );
    expect(error.trouble).toEqual({ kind: 'refused' });
    expect(target.requests).toBe(0);
  });

  it('that GitHub does not take are refused in its words', async ({ github, target }) => {
    const tree = await troubleOf(target.writeTree(null, [file('../a', 'a')], SIGNAL));
    expect(tree.trouble).toEqual({ kind: 'refused' });
    expect(tree.message).toMatch(/does not take what was sent \(“tree\.path .+”\)\.$/);
    const parts = { tree: UNKNOWN, parent: headOf(github), message: 'Archive', date: DATE };
    const commit = await troubleOf(target.writeCommit(parts, SIGNAL));
    expect(commit.trouble).toEqual({ kind: 'refused' });
    expect(commit.message).toContain('“Tree SHA does not exist”');
  });
});

describe('moving the branch', () => {
  it('brings it to a commit that follows', async ({ github, target }) => {
    const from = headOf(github);
    const to = await writeCommit(target, from);
    await target.moveBranch(from, to, SIGNAL);
    expect(github.head()).toBe(to);
    await target.moveBranch(from, to, SIGNAL);
    expect(github.head()).toBe(to);
  });

  it('makes it where it was not', async ({ github, clock }) => {
    const target = targetOf(github, clock, { branch: 'archive' });
    const to = headOf(github);
    await target.moveBranch(null, to, SIGNAL);
    expect(await target.readHead(SIGNAL)).toEqual({ kind: 'at', commit: to });
    const error = await troubleOf(target.moveBranch(null, to, SIGNAL));
    expect(error.trouble).toEqual({ kind: 'moved' });
  });

  it('does not take a commit of somebody else away', async ({ github, target }) => {
    const from = headOf(github);
    const to = await writeCommit(target, from);
    const theirs = github.pushCommit();
    const error = await troubleOf(target.moveBranch(from, to, SIGNAL));
    expect(error.trouble).toEqual({ kind: 'moved' });
    expect(error.message).toMatch(/elsewhere than BookChat believed \(“Update is not a fast forward”\)/);
    expect(github.head()).toBe(theirs);
  });

  it('does not bring back one that is gone', async ({ github, target }) => {
    const from = headOf(github);
    const to = await writeCommit(target, from);
    await github.deleteBranch();
    expect((await troubleOf(target.moveBranch(from, to, SIGNAL))).trouble).toEqual({ kind: 'moved' });
  });

  it('to a commit that is not there is refused', async ({ github, target }) => {
    const error = await troubleOf(target.moveBranch(headOf(github), UNKNOWN, SIGNAL));
    expect(error.trouble).toEqual({ kind: 'refused' });
    expect(error.message).toContain('“Object does not exist”');
  });
});
