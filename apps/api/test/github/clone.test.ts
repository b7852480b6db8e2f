import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'vitest';
import { commitFiles } from './commit-files.ts';
import { faults } from './faults/faults.ts';
import { gitEnvironment } from './git/run-git.ts';
import type { GithubDouble } from './github-double.ts';
import { it as base } from './github-test.ts';

const it = base.extend('folder', async ({ task }, { onCleanup }) => {
  const path = mkdtempSync(join(tmpdir(), `bookchat-${task.type}-`));
  onCleanup(() => rmSync(path, { recursive: true, force: true }));
  return path;
});

it('can be cloned with the token, and is sound', async ({ octokit, github, folder }) => {
  const sha = await commitFiles(octokit, github.head() ?? '', { 'rooms/a/1.jsonl': '{"id":1}\n' });
  await octokit.rest.git.updateRef({ owner: 'bookchat', repo: 'archive', ref: 'heads/main', sha });
  await git(folder, 'clone', '--quiet', addressWith(github), '.');
  expect(readFileSync(join(folder, 'rooms/a/1.jsonl'), 'utf8')).toBe('{"id":1}\n');
  expect((await git(folder, 'rev-parse', 'HEAD')).trim()).toBe(sha);
  expect(await git(folder, 'fsck', '--strict', '--full')).toBe('');
  await expect.poll(() => github.requests.at(-1)).toMatchObject({ operation: 'git', status: 200 });
});

it('can be cloned by nobody else, unless it is public', async ({ github, folder }) => {
  const clone = (address: string) => git(folder, 'clone', '--quiet', address, '.');
  await expect(clone(github.cloneUrl)).rejects.toThrow(/could not read Username/);
  await expect(clone(addressWith(github, 'ghp_ofMallory'))).rejects.toThrow(/Authentication failed/);
  github.setPrivate(false);
  await clone(github.cloneUrl);
});

it('can be cloned when git has packed it, and is still read', async ({ octokit, github, folder }) => {
  github.pushCommit({ 'a.txt': 'a' });
  const head = github.head() ?? '';
  await github.git('gc', '--quiet', '--prune=now');
  await git(folder, 'clone', '--quiet', addressWith(github), '.');
  const next = await commitFiles(octokit, head, { 'b.txt': 'b' });
  await octokit.rest.git.updateRef({ owner: 'bookchat', repo: 'archive', ref: 'heads/main', sha: next });
  expect([...github.files().keys()]).toEqual(['README.md', 'a.txt', 'b.txt']);
});

it('takes what is pushed, from who may', async ({ octokit, github, folder }) => {
  await git(folder, 'clone', '--quiet', addressWith(github), '.');
  writeFileSync(join(folder, 'pushed.txt'), 'pushed');
  await git(folder, 'add', '.');
  const bob = ['-c', 'user.name=Bob', '-c', 'user.email=bob@example.com'];
  await git(folder, ...bob, 'commit', '--quiet', '--message', 'Push');
  github.setPushAllowed(false);
  await expect(git(folder, 'push', '--quiet')).rejects.toThrow(/403/);
  github.setPushAllowed(true);
  await git(folder, 'push', '--quiet');
  expect(github.head()).toBe((await git(folder, 'rev-parse', 'HEAD')).trim());
  const { data } = await octokit.rest.git.getCommit({
    owner: 'bookchat',
    repo: 'archive',
    commit_sha: github.head() ?? '',
  });
  expect(data.author.name).toBe('Bob');
});

it('fails when it is to fail', async ({ github, folder }) => {
  github.fail('git', faults.badGateway);
  await expect(git(folder, 'clone', '--quiet', addressWith(github), '.')).rejects.toThrow(/502/);
  await git(folder, 'clone', '--quiet', addressWith(github), '.');
});

function addressWith({ cloneUrl, token }: GithubDouble, password = token): string {
  return cloneUrl.replace('http://', `http://x-access-token:${password}@`);
}

async function git(cwd: string, ...args: readonly string[]): Promise<string> {
  return (await promisify(execFile)('git', args, { cwd, env: gitEnvironment() })).stdout;
}
