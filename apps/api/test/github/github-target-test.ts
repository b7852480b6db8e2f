import {
  createGithubTarget,
  type GithubTarget,
} from '../../src/features/archive/targets/github/github-target.ts';
import { TargetError } from '../../src/features/archive/targets/target-error.ts';
import type { Clock } from '../../src/lib/clock.ts';
import { createClock } from '../create-clock.ts';
import type { GithubDouble } from './github-double.ts';
import { it as githubIt } from './github-test.ts';

type Settings = Partial<Parameters<typeof createGithubTarget>[0]>;

export const SIGNAL = new AbortController().signal;
export const DATE = '2026-11-20T12:00:00Z';
export const UNKNOWN = '1234567890'.repeat(4);

/** A test that is given a GitHub of its own, and a target on it that keeps no pause between writes. */
export const it = githubIt
  .extend('clock', () => createClock())
  .extend('settings', {} as Settings)
  .extend('target', ({ github, clock, settings }) => targetOf(github, clock, settings));

export function targetOf(github: GithubDouble, clock: Clock, settings: Settings = {}): GithubTarget {
  return createGithubTarget({
    repository: 'bookchat/archive',
    branch: 'main',
    apiUrl: new URL(github.url),
    credentials: { kind: 'token', read: () => github.token ?? 'ghp_outdated' },
    clock,
    pauseBetweenWritesMs: 0,
    ...settings,
  });
}

export function file(path: string, text: string) {
  return { path, content: Buffer.from(text) };
}

/** The error that the archive would act on. */
export async function troubleOf(work: Promise<unknown>): Promise<TargetError> {
  const error = await work.then(
    () => new Error('It succeeded.'),
    (reason: unknown) => reason,
  );
  if (error instanceof TargetError) return error;
  throw error;
}

/** Writes a file and a commit with it, but leaves the branch where it is. */
export async function writeCommit(target: GithubTarget, parent: string, text = 'Hello.\n'): Promise<string> {
  const { tree: base } = await target.readCommit(parent, SIGNAL);
  const tree = await target.writeTree(base, [file(`rooms/lobby/${text.length}.jsonl`, text)], SIGNAL);
  return target.writeCommit({ tree, parent, message: 'Archive 1 message', date: DATE }, SIGNAL);
}

/** The commit that the double's branch stands on. */
export function headOf(github: GithubDouble): string {
  const head = github.head();
  if (head === null) throw new Error('The repository is empty.');
  return head;
}
