import type { GithubDouble } from './github/github-double.ts';

/** What a server is started with to keep its archive there, without a pause between two requests. */
export function withGithub(
  github: Pick<GithubDouble, 'url' | 'cloneUrl' | 'branch' | 'token'>,
): Readonly<Record<string, string>> {
  const { pathname } = new URL(github.cloneUrl);
  return {
    ARCHIVE: 'on',
    GITHUB_API_URL: github.url,
    GITHUB_REPOSITORY: pathname.slice(1, -'.git'.length),
    GITHUB_BRANCH: github.branch,
    GITHUB_TOKEN: github.token ?? '',
    GITHUB_WRITE_PAUSE_MS: '0',
  };
}
