import { expect } from 'vitest';
import { archive, commitFiles } from './commit-files.ts';
import { it } from './github-test.ts';

it('tells how two commits stand to each other', async ({ octokit, github }) => {
  const start = github.head() ?? '';
  const ours = await commitFiles(octokit, start, { 'ours.txt': '' });
  const first = github.pushCommit();
  const second = github.pushCommit();
  const compare = async (base: string, head: string) =>
    (await octokit.rest.repos.compareCommitsWithBasehead({ ...archive, basehead: `${base}...${head}` })).data;

  expect(await compare(start, 'main')).toMatchObject({
    status: 'ahead',
    ahead_by: 2,
    behind_by: 0,
    merge_base_commit: { sha: start },
    commits: [{ sha: first }, { sha: second }],
  });
  expect(await compare('main', start)).toMatchObject({ status: 'behind', ahead_by: 0, behind_by: 2 });
  expect(await compare(second, 'main')).toMatchObject({ status: 'identical', total_commits: 0 });
  expect(await compare(ours, 'main')).toMatchObject({
    status: 'diverged',
    ahead_by: 2,
    behind_by: 1,
    merge_base_commit: { sha: start },
  });
});

it('shows no more commits than are asked for', async ({ octokit, github }) => {
  const basehead = `${github.head()}...main`;
  const shas = [github.pushCommit(), github.pushCommit(), github.pushCommit()];
  const { data } = await octokit.rest.repos.compareCommitsWithBasehead({
    ...archive,
    basehead,
    per_page: 2,
    page: 2,
  });
  expect(data.ahead_by).toBe(3);
  expect(data.commits.map(({ sha }) => sha)).toEqual(shas.slice(2));
});

it('knows nothing of a commit that is not there, or of another history', async ({ octokit, github }) => {
  const compare = (base: string) =>
    octokit.rest.repos.compareCommitsWithBasehead({ ...archive, basehead: `${base}...main` });
  await expect(compare('1'.repeat(40))).rejects.toMatchObject({ status: 404 });
  const start = github.head() ?? '';
  github.forcePush();
  await expect(compare(start)).rejects.toMatchObject({
    status: 404,
    message: expect.stringContaining('No common ancestor'),
  });
});
