import { Octokit } from 'octokit';
import type { GithubDouble } from './github-double.ts';

/** A client as the archive uses it, but without waits and repetitions. */
export function createOctokit({ url, token }: Pick<GithubDouble, 'url' | 'token'>): Octokit {
  return new (octokitFor(url))({ auth: token });
}

/** The class of such clients, for what makes its own. */
export function octokitFor(url: string): typeof Octokit {
  const silent = { debug() {}, info() {}, warn() {}, error() {} };
  return Octokit.defaults({
    baseUrl: url,
    log: silent,
    retry: { enabled: false },
    throttle: { enabled: false },
  });
}
