import { toCredentials } from '../create-place.ts';
import type { Quota } from '../place.ts';
import { createBranch } from '../targets/github/branch.ts';
import { checkRepository, type RepositoryCheck } from '../targets/github/check-repository.ts';
import type { Credentials } from '../targets/github/credentials.ts';
import { createGithubClient } from '../targets/github/github-client.ts';
import { UNCOUNTED } from '../targets/github/guarded-fetch.ts';
import { inTime } from './in-time.ts';
import { noteTime } from './note-time.ts';
import type { ArchiveSettings } from './open-archive.ts';

export interface GithubAnswer {
  readonly check: RepositoryCheck;
  /** Null where GitHub says nothing of it. */
  readonly quota: Quota | null;
  /** By how much the clock of this machine is ahead of GitHub's; null where no answer told the time. */
  readonly clockAheadMs: number | null;
}

const TIME_LIMIT_MS = 10_000;

/** Looks at the repository of the archive, without writing to it, and for ten seconds at most. */
export async function askGithub(
  repository: string,
  { config, secrets, clock }: ArchiveSettings,
  signal: AbortSignal,
  credentials: Credentials = toCredentials(config, secrets),
): Promise<GithubAnswer> {
  const { apiUrl, branch } = config.archive;
  const client = noteTime(
    createGithubClient({
      repository,
      apiUrl,
      credentials,
      clock,
      pauseBetweenWritesMs: 0,
      timeoutMs: TIME_LIMIT_MS,
      writes: UNCOUNTED,
    }),
    clock,
  );
  const { readHead } = createBranch(client, branch);
  const check = await inTime({ who: client.names.place, limitMs: TIME_LIMIT_MS, signal }, (limited) =>
    checkRepository({ client, apiUrl, branch, readHead }, limited),
  );
  return { check, quota: client.learned.quota, clockAheadMs: client.aheadMs() };
}
