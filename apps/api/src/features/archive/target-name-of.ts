import type { Config } from '../../config.ts';
import { nameOf } from './targets/github/github-target.ts';
import { LOCAL } from './targets/local/create-local-target.ts';

/** The place of the archive as the database knows it. */
export function targetNameOf({ archive: { apiUrl, repository, branch } }: Config): string {
  return repository === null ? LOCAL : nameOf({ apiUrl, repository, branch });
}
