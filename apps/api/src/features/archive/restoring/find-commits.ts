import { StartError } from '../../../start-error.ts';
import { TargetError } from '../targets/target-error.ts';
import { listCommits } from './list-commits.ts';

export interface FoundCommits {
  /** How many lead to the head. */
  readonly commits: number;
  /** The one that was asked for, by its whole hash; null where none was. */
  readonly asOf: string | null;
}

const SHORT_HASH = /^[0-9a-f]{4,40}$/;

/** @throws StartError where it cannot be the hash of a commit, whole or its beginning. */
export function parseAsOf(text: string): string {
  const hash = text.toLowerCase();
  if (SHORT_HASH.test(hash)) return hash;
  throw new StartError(
    '--as-of takes the hash of a commit of the archive, or its first four digits or more. Its history shows them, as do ' +
      'the receipts of the messages.',
  );
}

/**
 * Counts the commits of a branch, and finds one of them by its hash or the beginning of that.
 * @throws TargetError `refused` where it is not on the branch, or may be several.
 */
export async function findCommits(
  dir: string,
  {
    head,
    asOf,
    signal,
  }: { readonly head: string; readonly asOf: string | null; readonly signal: AbortSignal },
): Promise<FoundCommits> {
  let commits = 0;
  const found: string[] = [];
  for await (const hash of listCommits(dir, { head, signal })) {
    commits += 1;
    if (asOf !== null && hash.startsWith(asOf)) found.push(hash);
  }
  if (asOf === null) return { commits, asOf: null };
  const [only, ...others] = found;
  if (only === undefined)
    throw new TargetError(
      'refused',
      `The archive’s branch has no commit ${asOf}. Look for it in the history of the branch.`,
    );
  if (others.length > 0)
    throw new TargetError(
      'refused',
      `Several commits of the archive begin with ${asOf}. Give more digits of the one that you mean.`,
    );
  return { commits, asOf: only };
}
