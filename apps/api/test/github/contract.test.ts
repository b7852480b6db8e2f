import { describe, expect } from 'vitest';
import { archive } from './commit-files.ts';
import { checkAnswer } from './contract/check-answer.ts';
import { checkRequest } from './contract/check-request.ts';
import { distorts } from './faults/content-faults.ts';
import { it } from './github-test.ts';
import { startGithubDouble } from './start-github-double.ts';

const path = { owner: 'bookchat', repo: 'archive' };
const ref = {
  ref: 'refs/heads/main',
  node_id: 'A',
  url: 'http://127.0.0.1/a',
  object: { type: 'commit', sha: 'a'.repeat(40), url: 'http://127.0.0.1/b' },
};

it('notices a wrong request', async ({ octokit, github }) => {
  const wrong = octokit.request('POST /repos/{owner}/{repo}/git/refs', {
    ...archive,
    ref: 7,
    shar: 'a',
  } as never);
  await expect(wrong).rejects.toMatchObject({ status: 422 });
  expect(github.takeViolations()).toEqual([
    expect.stringMatching(/^createRef request: body must have required property 'sha'/),
    expect.stringMatching(/^createRef request: body must NOT have additional properties .*"shar"/),
    expect.stringMatching(/^createRef request: body\/ref must be string/),
  ]);
});

it('notices a request that it has no route for', async ({ octokit, github }) => {
  await expect(octokit.rest.meta.getZen()).rejects.toMatchObject({ status: 404 });
  expect(github.takeViolations()).toEqual(['GET /zen is none of the routes that the double speaks']);
});

it('notices a wrong answer of its own', async ({ octokit, github }) => {
  github.fail(
    'getRef',
    distorts((body) => ({ ...(body as typeof ref), object: null })),
  );
  await octokit.rest.git.getRef({ ...archive, ref: 'heads/main' });
  expect(github.takeViolations()).toEqual([
    expect.stringMatching(/^getRef answer 200: body\/object must be object/),
  ]);
});

it('notices a mistake of its own', async ({ octokit, github }) => {
  const tree = (await octokit.rest.git.getCommit({ ...archive, commit_sha: github.head() ?? '' })).data.tree
    .sha;
  const signed = octokit.rest.git.createCommit({ ...archive, message: 'A', tree, signature: 'A' });
  await expect(signed).rejects.toMatchObject({ status: 500 });
  expect(github.takeViolations()).toEqual([expect.stringContaining('The double signs nothing')]);
});

it('keeps violations when it is reset', async () => {
  const github = await startGithubDouble();
  await fetch(`${github.url}/zen`);
  github.reset();
  expect(github.violations).toHaveLength(1);
  await github.close();
});

describe('the description', () => {
  it('tells a right answer from a wrong one', () => {
    expect(checkAnswer('getRef', 200, ref)).toEqual([]);
    expect(checkAnswer('getRef', 200, { ...ref, url: 'no address' })).toHaveLength(1);
    expect(checkAnswer('getRef', 200, { ...ref, object: { ...ref.object, sha: 'a' } })).toHaveLength(1);
    expect(checkAnswer('getRef', 404, { message: 'Not Found' })).toEqual([]);
    expect(checkAnswer('getRef', 404, 'Not Found')).toHaveLength(1);
    expect(checkAnswer('getRef', 503, {})).toHaveLength(1);
    expect(checkAnswer('getRef', 206, ref)).toEqual([' of a 206 is not described']);
  });

  it('lets null be where it may be', () => {
    const blob = { content: '', encoding: 'base64', url: ref.url, sha: 'a', size: null, node_id: 'A' };
    expect(checkAnswer('getBlob', 200, blob)).toEqual([]);
    expect(checkAnswer('getBlob', 200, { ...blob, content: null })).toHaveLength(1);
  });

  it('tells a right request from a wrong one', () => {
    const tree = [{ path: 'a', mode: '100644', type: 'blob', sha: null }];
    const check = (query: Record<string, string>, body?: unknown) =>
      checkRequest(body === undefined ? 'compare' : 'createTree', {
        path: body === undefined ? { ...path, basehead: 'a...b' } : path,
        query,
        body,
      });
    expect(check({ per_page: '2' })).toEqual([]);
    expect(check({ per_page: 'two' })).toHaveLength(1);
    expect(check({ pages: '2' })).toHaveLength(1);
    expect(check({}, { tree })).toEqual([]);
    expect(check({}, { tree: [{ ...tree[0], mode: '644' }] })).toHaveLength(1);
    expect(check({}, 'not JSON')).toHaveLength(1);
  });
});
