import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { readProxies } from '../../../config/network-variables.ts';
import type { WorkerOptions } from '../../../lib/run-in-worker.ts';
import { isGitHash } from '../git/git-hash.ts';
import { AUTHORITIES, shareAuthorities } from '../git-program/authorities.ts';
import { GitError } from '../git-program/git-error.ts';
import { initRepository } from '../git-program/init-repository.ts';
import { removeLeftovers } from '../git-program/remove-leftovers.ts';
import { runGit } from '../git-program/run-git.ts';
import { TargetError } from '../targets/target-error.ts';
import { type ArchiveSource, parseArchiveSource } from './archive-source.ts';
import { branchRef } from './branch-ref.ts';
import { createCloneProgress } from './clone-progress.ts';
import { toCloneError } from './to-clone-error.ts';

export interface CloneOptions extends Pick<WorkerOptions, 'onProgress'> {
  /** An address that begins with https://, or the path of a repository on this machine. */
  readonly from: string;
  /** The one that the repository itself names first where none is given. */
  readonly branch?: string;
  /** A folder for the copy, which nobody else uses. One that was copied there before only gets what is new. */
  readonly to: string;
  /** A secret, for example `AUTHORIZATION: basic …`: stands in git's environment, and nowhere else. */
  readonly header?: string;
  readonly signal: AbortSignal;
}

const OWN_BRANCH = 'refs/heads/main';
/** A server that sends less for so long is given up. */
const LEAST_BYTES_A_SECOND = 1_000;
const PATIENCE_SECONDS = 60;

/**
 * Copies one branch of a repository that may be hostile, as a bare one. Git checks each object on its way in: a name
 * such as `..` or `.git` in a folder is refused. Nothing is checked out, so that nothing of it is written as a file of
 * its own or run. It is a fetch into an empty repository and not `git clone`, which takes the files of a local repository
 * as they are, unchecked; one that was broken off leaves nothing but what the next one removes.
 * @returns the commit that the branch is at.
 * @throws TargetError in words, or the signal's reason.
 */
export async function cloneArchive(options: CloneOptions): Promise<string> {
  const { to, signal } = options;
  const source = parseArchiveSource(options.from);
  try {
    await initRepository(to, signal);
    await removeLeftovers(to, Number.POSITIVE_INFINITY);
    await fetch(source, options).finally(() => rm(join(to, AUTHORITIES), { force: true }));
    return await readBranch(to, signal);
  } catch (error) {
    throw toCloneError(error);
  }
}

async function fetch({ address, protocol }: ArchiveSource, options: CloneOptions): Promise<void> {
  const { branch, to, header, signal, onProgress } = options;
  const what = ['--', address, `+${branch === undefined ? 'HEAD' : branchRef(branch)}:${OWN_BRANCH}`];
  const { stderr } = await runGit(['fetch', ...FETCH_OPTIONS, ...what], {
    dir: to,
    signal,
    env: {
      GIT_ALLOW_PROTOCOL: protocol,
      ...(protocol === 'file' ? {} : { ...readProxies(), ...(await shareAuthorities(to)) }),
      ...(header === undefined ? {} : hideHeader(header)),
    },
    settings: {
      'http.lowSpeedLimit': String(LEAST_BYTES_A_SECOND),
      'http.lowSpeedTime': String(PATIENCE_SECONDS),
      // As one pack, however small.
      'fetch.unpackLimit': '1',
    },
    ...(onProgress === undefined ? {} : { onStderr: createCloneProgress(onProgress) }),
  });
  if (/shallow roots/.test(stderr)) throw new GitError(0, stderr); // nothing was taken, and git calls that a success
}

const FETCH_OPTIONS = [
  '--progress',
  '--no-tags',
  '--no-recurse-submodules',
  '--no-write-fetch-head',
  '--no-auto-maintenance',
];

/** https://git-scm.com/docs/git-config#Documentation/git-config.txt-GITCONFIGCOUNT */
function hideHeader(header: string): Record<string, string> {
  if (/[\r\n\0]/.test(header)) throw new TargetError('denied', 'The token holds a line end. Set it anew.');
  return { GIT_CONFIG_COUNT: '1', GIT_CONFIG_KEY_0: 'http.extraHeader', GIT_CONFIG_VALUE_0: header };
}

async function readBranch(dir: string, signal: AbortSignal): Promise<string> {
  const { stdout } = await runGit(['rev-parse', '--verify', `${OWN_BRANCH}^{commit}`], { dir, signal });
  const commit = stdout.toString('latin1').trim();
  if (!isGitHash(commit)) throw new GitError(0, 'the branch is not a commit');
  return commit;
}
