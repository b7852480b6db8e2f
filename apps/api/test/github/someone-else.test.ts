import { expect } from 'vitest';
import { archive, commitFiles } from './commit-files.ts';
import { it } from './github-test.ts';
import { startGithubDouble } from './start-github-double.ts';

const main = { ...archive, ref: 'heads/main' } as const;

it('lets someone else move the branch', async ({ octokit, github }) => {
  const start = github.head();
  const sha = github.pushCommit({ 'a/b.txt': 'b', 'README.md': null });
  const { data } = await octokit.rest.git.getCommit({ ...archive, commit_sha: sha });
  expect(data).toMatchObject({ author: { name: 'Someone Else' }, parents: [{ sha: start }] });
  expect(github.files()).toEqual(new Map([['a/b.txt', 'b']]));
});

it('lets someone else rewrite history', async ({ octokit, github }) => {
  const start = github.head() ?? '';
  const lost = github.pushCommit({ 'lost.txt': '' });
  const sha = github.forcePush();
  expect(sha).not.toBe(lost);
  expect([...github.files().keys()]).toEqual(['README.md', 'rewritten.txt']);
  const ours = await commitFiles(octokit, lost, { 'ours.txt': '' });
  await expect(octokit.rest.git.updateRef({ ...main, sha: ours })).rejects.toMatchObject({ status: 422 });
  expect(await github.git('rev-list', 'main')).toBe(`${sha}\n${start}\n`);
});

it('lets someone else delete the branch, after which another one is the default', async ({
  octokit: { rest },
  github,
}) => {
  const head = github.head();
  await github.deleteBranch();
  await expect(rest.git.getRef(main)).rejects.toMatchObject({ status: 404 });
  expect(await rest.repos.get(archive)).toMatchObject({ data: { default_branch: 'successor' } });
  expect(github.head()).toBe(head);
});

it('is as new after a reset, in a few milliseconds', async () => {
  const github = await startGithubDouble({ empty: true });
  github.pushCommit();
  github.setPushAllowed(false);
  const old = github.gitDir;
  github.reset();
  expect(github.gitDir).not.toBe(old);
  expect(github.head()).toBeNull();
  expect(await github.git('fsck', '--strict')).toBe('');
  await github.close();
});
