import { expect, test } from 'vitest';
import { createOctokit } from './create-octokit.ts';
import type { SiteOptions } from './create-site.ts';
import { startGithubDouble } from './start-github-double.ts';

/**
 * A test that is given a GitHub of its own, and a client for it. It fails in the end if any request or answer
 * was not what GitHub describes. `it.override('options', …)` in a `describe` sets what it is started with.
 */
export const it = test
  .extend('options', {} as SiteOptions)
  .extend('github', async ({ options }, { onCleanup }) => {
    const github = await startGithubDouble(options);
    onCleanup(async () => {
      await github.close();
      expect(github.violations).toEqual([]);
    });
    return github;
  })
  .extend('octokit', ({ github }) => createOctokit(github));
