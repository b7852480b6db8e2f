import { describe, expect } from 'vitest';
import { alice, archive, commitFiles } from './commit-files.ts';
import { it } from './github-test.ts';

const main = { ...archive, ref: 'heads/main' } as const;
const nowhere = '1'.repeat(40);

describe('an empty repository', () => {
  it.override('options', { empty: true });

  it('refuses the Git Data API', async ({ octokit: { rest }, github }) => {
    const tree = [{ path: 'a', mode: '100644', type: 'blob', content: 'a' }] as const;
    const isEmpty = { status: 409, message: expect.stringContaining('Git Repository is empty.') };
    await expect(rest.git.getRef(main)).rejects.toMatchObject(isEmpty);
    await expect(rest.git.createTree({ ...archive, tree: [...tree] })).rejects.toMatchObject(isEmpty);
    await expect(
      rest.git.createRef({ ...archive, ref: 'refs/heads/main', sha: nowhere }),
    ).rejects.toMatchObject(isEmpty);
    expect(github.head()).toBeNull();
  });

  it('gets its first commit through the Contents API, to the byte as it was asked for', async ({
    octokit: { rest },
    github,
  }) => {
    const { status, data } = await rest.repos.createOrUpdateFileContents({
      ...archive,
      path: 'README.md',
      message: 'Begin the archive\n\nWithout a newline at the end',
      content: Buffer.from('# Ärchive\n').toString('base64'),
      branch: 'main',
      author: alice,
      committer: { ...alice, name: 'BookChat', date: '2026-05-01T12:00:00+02:00' },
    });
    const tree = (await github.git('rev-parse', 'main^{tree}')).trim();
    expect(status).toBe(201);
    expect(github.head()).toBe(data.commit.sha);
    expect(await github.git('cat-file', 'commit', 'main')).toBe(
      `tree ${tree}\n` +
        'author Alice <alice@example.com> 1777629600 +0000\n' +
        'committer BookChat <alice@example.com> 1777629600 +0200\n\n' +
        'Begin the archive\n\nWithout a newline at the end',
    );
    expect(github.files()).toEqual(new Map([['README.md', '# Ärchive\n']]));
  });

  it('has no other branch that a first commit could go to', async ({ octokit: { rest } }) => {
    const file = { ...archive, path: 'a', message: 'A', content: '', branch: 'other' };
    await expect(rest.repos.createOrUpdateFileContents(file)).rejects.toMatchObject({ status: 404 });
  });
});

it('takes a commit, shows it, and moves the branch to it', async ({ octokit, github }) => {
  const { git } = octokit.rest;
  const { data: ref } = await git.getRef(main);
  const sha = await commitFiles(octokit, ref.object.sha, { 'rooms/a/1.jsonl': '{"id":1}\n', 'rooms.md': '' });
  expect(github.head()).toBe(ref.object.sha);

  const { data: moved } = await git.updateRef({ ...main, sha });
  expect(moved.object.sha).toBe(sha);
  const { data: commit } = await git.getCommit({ ...archive, commit_sha: sha });
  expect(commit).toMatchObject({
    message: 'Archive 2 events',
    author: alice,
    parents: [{ sha: ref.object.sha }],
  });
  const { data: tree } = await git.getTree({ ...archive, tree_sha: 'main', recursive: '1' });
  expect(tree.tree.map(({ path, type }) => `${type} ${path}`)).toEqual([
    'blob README.md',
    'blob rooms.md',
    'tree rooms',
    'tree rooms/a',
    'blob rooms/a/1.jsonl',
  ]);
  const { data: blob } = await git.getBlob({ ...archive, file_sha: tree.tree.at(-1)?.sha ?? '' });
  expect(Buffer.from(blob.content, 'base64').toString()).toBe('{"id":1}\n');
  expect(await github.git('fsck', '--strict', '--full')).toBe('');
});

it('makes the same commit of the same request', async ({ octokit, github }) => {
  const head = github.head() ?? '';
  const first = await commitFiles(octokit, head, { 'a.txt': 'a' });
  expect(await commitFiles(octokit, head, { 'a.txt': 'a' })).toBe(first);
});

it('answers with the name of the commit when a tree is asked for by it', async ({ octokit, github }) => {
  const { data } = await octokit.rest.git.getTree({ ...archive, tree_sha: 'main' });
  expect(data.sha).toBe(github.head());
});

it('takes files away, and the folders that nothing is left in', async ({ octokit: { rest }, github }) => {
  github.pushCommit({ 'a/b/c.txt': 'c', 'a.txt': 'a' });
  const base_tree = (await github.git('rev-parse', 'main^{tree}')).trim();
  const remove = (path: string) => ({
    ...archive,
    base_tree,
    tree: [{ path, mode: '100644' as const, type: 'blob' as const, sha: null }],
  });
  const { data } = await rest.git.createTree(remove('a/b/c.txt'));
  expect(data.tree.map(({ path }) => path)).toEqual(['README.md', 'a.txt']);
  await expect(rest.git.createTree(remove('a/b/d.txt'))).rejects.toMatchObject({ status: 422 });
});

it('moves a branch forward only, unless it is forced to', async ({ octokit, github }) => {
  const { git } = octokit.rest;
  const start = github.head() ?? '';
  const ours = await commitFiles(octokit, start, { 'ours.txt': 'ours' });
  github.pushCommit({ 'theirs.txt': 'theirs' });
  await expect(git.updateRef({ ...main, sha: ours })).rejects.toMatchObject({
    status: 422,
    message: expect.stringContaining('Update is not a fast forward'),
  });
  await git.updateRef({ ...main, sha: ours, force: true });
  expect([...github.files().keys()]).toEqual(['README.md', 'ours.txt']);
});

it('tells what is missing', async ({ octokit: { rest }, github }) => {
  const { git } = rest;
  const head = github.head() ?? '';
  const tree = (await git.getCommit({ ...archive, commit_sha: head })).data.tree.sha;
  const fails = (status: number, message: string) => ({ status, message: expect.stringContaining(message) });
  const create = (more: object) => git.createCommit({ ...archive, message: 'A', tree, parents: [], ...more });
  const createTree = (entry: object) =>
    git.createTree({ ...archive, tree: [{ path: 'a', mode: '100644', type: 'blob', ...entry }] });

  await expect(git.getRef({ ...main, ref: 'heads/other' })).rejects.toMatchObject(fails(404, 'Not Found'));
  await expect(git.getCommit({ ...archive, commit_sha: tree })).rejects.toMatchObject(
    fails(404, 'Not Found'),
  );
  await expect(git.updateRef({ ...main, ref: 'heads/other', sha: head })).rejects.toMatchObject(
    fails(422, 'Reference does not exist'),
  );
  await expect(git.updateRef({ ...main, sha: nowhere })).rejects.toMatchObject(
    fails(422, 'Object does not exist'),
  );
  await expect(git.createRef({ ...archive, ref: 'refs/heads/main', sha: head })).rejects.toMatchObject(
    fails(422, 'Reference already exists'),
  );
  await expect(create({ tree: nowhere })).rejects.toMatchObject(fails(422, 'Tree SHA does not exist'));
  await expect(create({ parents: [nowhere] })).rejects.toMatchObject(fails(422, 'Parent SHA does not exist'));
  await expect(createTree({ sha: nowhere })).rejects.toMatchObject(fails(422, 'is not a valid blob'));
  await expect(createTree({ content: 'a', path: '.git/config' })).rejects.toMatchObject(
    fails(422, 'malformed'),
  );
  await expect(createTree({})).rejects.toMatchObject(fails(422, 'Must supply either'));
});

it('makes another branch', async ({ octokit: { rest }, github }) => {
  const sha = github.head() ?? '';
  await rest.git.createRef({ ...archive, ref: 'refs/heads/drill/1', sha });
  const { data } = await rest.git.getRef({ ...archive, ref: 'heads/drill/1' });
  expect(data.object.sha).toBe(sha);
});

it('replaces a file only for who knows what is in it', async ({ octokit: { rest } }) => {
  const file = { ...archive, path: 'README.md', message: 'Change', content: 'QQ==' };
  await expect(rest.repos.createOrUpdateFileContents(file)).rejects.toMatchObject({ status: 422 });
  const other = { ...file, sha: nowhere };
  await expect(rest.repos.createOrUpdateFileContents(other)).rejects.toMatchObject({ status: 409 });
  const { data } = await rest.git.getTree({ ...archive, tree_sha: 'main' });
  const known = { ...file, sha: data.tree[0]?.sha ?? '' };
  expect(await rest.repos.createOrUpdateFileContents(known)).toMatchObject({ status: 200 });
});

describe('a large repository', () => {
  it.override('options', { treeLimit: 2 });

  it('shows a part of its tree, and says so', async ({ octokit: { rest }, github }) => {
    github.pushCommit({ 'a.txt': 'a', 'b.txt': 'b' });
    const { data } = await rest.git.getTree({ ...archive, tree_sha: 'main', recursive: '1' });
    expect(data).toMatchObject({ truncated: true, tree: [{ path: 'README.md' }, { path: 'a.txt' }] });
  });
});
