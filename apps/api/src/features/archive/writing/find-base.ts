import { MANIFEST_PATH } from '../events/archive-paths.ts';
import type { TreeMaker } from '../git/tree-maker.ts';
import { parseManifest } from '../pages/parse-manifest.ts';
import { HistoryError } from '../targets/history-error.ts';
import type { Ancestry, Head, Target } from '../targets/target.ts';
import { BehindError } from '../targets/target-error.ts';

/** The folder of all segments. */
const ROOMS = 'rooms';

interface Parts {
  readonly target: Target;
  readonly trees: TreeMaker;
  readonly archiveId: () => string | null;
}

/**
 * How the branch stands to the last commit that is known to be there. `begun`: it holds the beginning of this archive and
 * nothing else of it, so that was written without anybody hearing that it was.
 */
export type Standing = 'same' | 'moved_on' | 'begun';

/**
 * Looks whether the branch still holds what this archive has left there.
 * @param known the last commit that is known to be there; null where this database has never written there.
 * @throws HistoryError where it does not, BehindError where it may be an answer from before.
 */
export function createFindBase({ target, trees, archiveId }: Parts) {
  return async (head: Head, known: string | null, signal: AbortSignal): Promise<Standing> => {
    if (head.kind !== 'at') {
      if (known === null) return 'same';
      throw new HistoryError('rewritten', `The branch is gone, and with it ${short(known)} and all before.`);
    }
    if (known === head.commit) return 'same';
    if (known === null) return ensureNoArchive(head.commit, signal);
    return judge(await target.compare(known, head.commit, signal), known, head.commit);
  };

  /** What stands there already is left alone, and built upon; but not another archive. */
  async function ensureNoArchive(commit: string, signal: AbortSignal): Promise<Standing> {
    const { tree } = await target.readCommit(commit, signal);
    const entries = await trees.entriesOf(tree, signal);
    const manifest = entries.find(({ name }) => name === MANIFEST_PATH);
    if (manifest === undefined) return 'moved_on';
    const parsed = parseManifest((await target.readBlob(manifest.hash, signal)).toString());
    if (typeof parsed === 'string') return 'moved_on';
    if (parsed.archiveId === archiveId() && !entries.some(({ name }) => name === ROOMS)) return 'begun';
    if (parsed.archiveId === archiveId())
      throw new HistoryError(
        'unknown_archive',
        'The branch holds this archive already, further than this database knows.',
      );
    throw new HistoryError('foreign', 'The branch holds the archive of another conversation.');
  }
}

function judge(known: Ancestry, commit: string, head: string): Standing {
  if (known === 'same') return 'same';
  if (known === 'ancestor') return 'moved_on';
  // GitHub's copies may be some seconds behind: https://docs.github.com/rest/using-the-rest-api
  if (known === 'descendant')
    throw new BehindError(
      `The branch seems to be at ${short(head)}, before ${short(commit)} that was written there.`,
    );
  throw new HistoryError(
    'rewritten',
    `The branch is at ${short(head)}, which does not come after ${short(commit)} that was written there.`,
  );
}

function short(commit: string): string {
  return commit.slice(0, 7);
}
