// A GitHub in a process of its own, which ends with whoever started it.
import { dirname } from 'node:path';
import { measureLoad } from '../../../apps/api/test/github/measure-load.ts';
import { startGithubDouble } from '../../../apps/api/test/github/start-github-double.ts';

export interface GithubReady {
  readonly url: string;
  readonly repository: string;
  readonly token: string;
  /** Where it keeps its repository. */
  readonly folder: string;
}

/** What was asked of it since the start. */
export interface GithubCalls {
  readonly reads: number;
  readonly writes: number;
  /** How often the branch was moved on. */
  readonly commits: number;
  /** Where a request was not what GitHub describes. */
  readonly violations: readonly string[];
}

const repository = 'bookchat/archive';
const token = 'ghp_ofTheBench';
const github = await startGithubDouble({ repository, token, empty: true });

process.on('message', () => {
  const { reads, writes } = measureLoad(github.requests);
  const commits = github.requests.filter(({ method }) => method === 'PATCH').length;
  process.send?.({ reads, writes, commits, violations: github.violations } satisfies GithubCalls);
});
process.on('disconnect', end);
process.on('SIGTERM', end);
const folder = dirname(github.gitDir);
process.send?.({ url: github.url, repository, token, folder } satisfies GithubReady);

async function end(): Promise<void> {
  await github.close();
  process.exit();
}
