import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createSite, type SiteOptions } from './create-site.ts';
import { makeTemporaryFolder } from './git/make-temporary-folder.ts';
import { runGit } from './git/run-git.ts';
import type { GithubDouble } from './github-double.ts';
import { handleRequest } from './handle-request.ts';
import { createRun, type Run } from './run.ts';
import { pageUrl } from './site.ts';
import { deleteBranch, forcePush, pushCommit, readFiles, readHead } from './someone-else.ts';

/**
 * A GitHub of our own: the routes that we use, over a real bare Git repository in a folder for the time being.
 * Each request and each answer is held against GitHub's own description of its API; see `violations`.
 */
export async function startGithubDouble(options: SiteOptions = {}): Promise<GithubDouble> {
  const folder = makeTemporaryFolder('bookchat-github-');
  const violations: string[] = [];
  const removals: Promise<void>[] = [];
  const note = (violation: string) => void violations.push(violation);
  const server = createServer((request, response) => {
    handleRequest(run, request, response).catch((error: unknown) => {
      // A client that hangs up while it is still sending is no concern of ours.
      if (request.complete) note(`${request.method} ${request.url} failed in the double: ${error}`);
      response.destroy();
    });
  });
  // An idle connection that ends just when it is used again would be one more fault, which nobody asked for.
  server.keepAliveTimeout = 0;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  let repositories = 0;
  const start = (): Run => createRun(createSite(options, url, join(folder, `${++repositories}.git`)), note);
  let run = start();

  return {
    url,
    violations,
    get cloneUrl() {
      return pageUrl(run.site, '.git');
    },
    get gitDir() {
      return run.site.repository.gitDir;
    },
    get token() {
      return run.site.settings.token;
    },
    get branch() {
      return run.site.settings.defaultBranch;
    },
    get requests() {
      return run.requests;
    },
    takeViolations: () => violations.splice(0),
    fail: (matcher, fault, times = 1) => run.queue.add(matcher, fault, times),
    heal: () => run.queue.clear(),
    pushCommit: (
      files = { 'elsewhere.txt': `${run.requests.length}\n` },
      message = 'Change by someone else',
    ) => pushCommit(run.site, files, message),
    forcePush: (files = { 'rewritten.txt': 'Rewritten.\n' }, message = 'Rewritten by someone else') =>
      forcePush(run.site, files, message),
    deleteBranch: (successor = 'successor') => deleteBranch(run.site, successor),
    setPrivate: (isPrivate) => void Object.assign(run.site.settings, { isPrivate }),
    setArchived: (isArchived) => void Object.assign(run.site.settings, { isArchived }),
    setPushAllowed: (mayPush) => void Object.assign(run.site.settings, { mayPush }),
    setAccounts: (accounts) => void Object.assign(run.site.settings, { accounts }),
    setBrowser: (browser) => void Object.assign(run.site.settings, { browser }),
    setToken: (token) => void Object.assign(run.site.settings, { token, tokenExpiresAt: null }),
    expireToken: () => void Object.assign(run.site.settings, { token: null }),
    setTokenExpiry: (tokenExpiresAt) => void Object.assign(run.site.settings, { tokenExpiresAt }),
    setRateRemaining: (remaining, resetAtMs) => run.site.rate.set(remaining, resetAtMs),
    head: () => readHead(run.site),
    files: (sha) => readFiles(run.site, sha),
    git: (...args) => runGit(run.site.repository.gitDir, args),
    reset() {
      removals.push(remove(run.site.repository.gitDir));
      run = start();
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await Promise.all(removals);
      await remove(folder);
    },
  };
}

function remove(folder: string): Promise<void> {
  return rm(folder, { recursive: true, force: true });
}
