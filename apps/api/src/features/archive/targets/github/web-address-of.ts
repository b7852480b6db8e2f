import { webOriginOf } from '../../../../lib/github-web-origin.ts';

/** Where people see the repository. */
export function webAddressOf(apiUrl: URL, repository: string): string {
  return `${webOriginOf(apiUrl)}/${repository}`;
}

/** What `git clone` is given. */
export function cloneUrlOf(apiUrl: URL, repository: string): string {
  return `${webAddressOf(apiUrl, repository)}.git`;
}
