import type { ReadTarget } from '../verifying/verify-archive.ts';
import { inTime } from './in-time.ts';
import type { OpenArchive } from './open-archive.ts';

/**
 * How the branch stands to the last commit that the database knows there: `new`: it knows none; `grown`: others have
 * come upon it; `behind`: the branch is at one before it.
 */
export type Standing =
  | { readonly kind: 'new' | 'gone' }
  | { readonly kind: 'same' | 'grown' | 'behind' | 'rewritten'; readonly head: string };

const TIME_LIMIT_MS = 10_000;
const KINDS = {
  same: 'same',
  ancestor: 'grown',
  descendant: 'behind',
  diverged: 'rewritten',
  unknown_commit: 'rewritten',
} as const;

/** @throws TargetError where the place cannot be asked, or does not answer within ten seconds. */
export function readStanding(
  { target, store }: Pick<OpenArchive, 'target' | 'store'>,
  signal: AbortSignal,
): Promise<Standing> {
  const known = store.head(); // first: the branch moves before the database knows of it
  const limit = { who: 'The repository of the archive', limitMs: TIME_LIMIT_MS, signal };
  return inTime(limit, (limited) => ask(target, known, limited));
}

async function ask(target: ReadTarget, known: string | null, signal: AbortSignal): Promise<Standing> {
  if (known === null) return { kind: 'new' };
  const head = await target.readHead(signal);
  if (head.kind !== 'at') return { kind: 'gone' };
  if (head.commit === known) return { kind: 'same', head: head.commit };
  return { kind: KINDS[await target.compare(known, head.commit, signal)], head: head.commit };
}
