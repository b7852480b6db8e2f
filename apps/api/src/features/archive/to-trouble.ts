import type { Clock } from '../../lib/clock.ts';
import type { Trouble } from './archive-state.ts';
import type { Place } from './place.ts';
import { HistoryError } from './targets/history-error.ts';
import { BehindError, type TargetError } from './targets/target-error.ts';

const FIRST_WAIT_MS = 30_000;
const LONGEST_WAIT_MS = 15 * 60_000;
/** A person may have put it right meanwhile. */
const SLOW_WAIT_MS = 10 * 60_000;

type Advice = Readonly<Record<HistoryError['kind'], string>>;

const LOST =
  'Put a copy of the folder in its place. If there is none, docs/operations/archive.md says how to begin the archive anew.';

const ON_GITHUB: Advice = {
  rewritten:
    'Its history was rewritten from outside, and BookChat never writes over it. If that was a mistake, put the branch back ' +
    'to where it was (GitHub keeps the commit for a while: `git push --force origin <commit>:<branch>`). If it was not, ' +
    'set GITHUB_BRANCH to a new branch: the whole history is brought there.',
  foreign:
    'Nothing was written there. Set GITHUB_REPOSITORY or GITHUB_BRANCH to another one; or, to continue that conversation ' +
    'on this server, restore it into an empty DATA_DIR by `bookchat archive restore`.',
  unknown_archive:
    'Nothing was written there. Restore the archive into an empty DATA_DIR by `bookchat archive restore`; or set ' +
    'GITHUB_BRANCH to a new branch.',
  lost: LOST,
};

const ON_THIS_SERVER: Advice = {
  rewritten:
    'Its history was changed from outside, and BookChat never writes over it. Put the branch back to where it was ' +
    '(`git --git-dir=archive.git update-ref refs/heads/main <commit>` in DATA_DIR), or a copy of the folder archive.git in ' +
    'its place. If it is lost, docs/operations/archive.md says how to begin the archive anew.',
  foreign:
    'Nothing was written there. Move the folder archive.git in DATA_DIR aside, and start again: BookChat makes another ' +
    'one; or, to continue that conversation on this server, restore it into an empty DATA_DIR by `bookchat archive restore`.',
  unknown_archive:
    'Nothing was written there. Restore the archive into an empty DATA_DIR by `bookchat archive restore`; or move the ' +
    'folder archive.git in DATA_DIR aside, and start again: BookChat makes another one.',
  lost: LOST,
};

interface Circumstances {
  readonly before: Trouble;
  readonly clock: Clock;
  readonly kind: Place['kind'];
}

/** What follows from an error: whether and when it is worth another try, and what to tell people. */
export function toTrouble(
  error: TargetError | HistoryError,
  { before, clock, kind }: Circumstances,
): Exclude<Trouble, { kind: 'none' }> {
  const now = clock.now();
  const history =
    error instanceof HistoryError ? error.kind : isMovedBack(error, before) ? 'rewritten' : null;
  if (history !== null) {
    const advice = kind === 'github' ? ON_GITHUB : ON_THIS_SERVER;
    return { kind: 'stopped', until: now + SLOW_WAIT_MS, message: `${error.message} ${advice[history]}` };
  }
  const { message, trouble } = error as TargetError;
  if (trouble.kind === 'blocked') return { kind: 'limit', until: trouble.until.getTime(), message };
  if (trouble.kind === 'denied' || trouble.kind === 'refused')
    return { kind: 'stopped', until: now + SLOW_WAIT_MS, message };
  const times = before.kind === 'unavailable' ? before.times + 1 : 1;
  const waitMs = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (times - 1));
  return { kind: 'unavailable', until: now + waitMs, times, message, isBehind: error instanceof BehindError };
}

/** An answer from before is one of some seconds: half a minute later, as the next pass is, it is none. */
function isMovedBack(error: TargetError | HistoryError, before: Trouble): boolean {
  if (!(error instanceof BehindError)) return false;
  return before.kind === 'stopped' || (before.kind === 'unavailable' && before.isBehind);
}
