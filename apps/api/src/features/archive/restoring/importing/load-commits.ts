import { type GitObjects, openObjects } from '../../git-program/open-objects.ts';
import { toTargetError } from '../../git-program/to-target-error.ts';
import { type ListedCommit, listHistory } from '../../history/list-history.ts';
import type { HistoryCommit, HistoryFile } from '../../history/read-history.ts';
import { MAX_SEGMENT_BYTES } from '../../history/read-segment-lines.ts';
import { TargetError } from '../../targets/target-error.ts';
import { sortFile } from './sort-file.ts';

export interface LoadedCommit extends ListedCommit {
  /** The hash of its root folder; null where the commit is not BookChat's. */
  readonly tree: string | null;
  /** Whether it comes after the last one whose events are taken. */
  readonly isPast: boolean;
  /** What the segments hold, by their paths; those that are not read have none. */
  readonly contents: ReadonlyMap<string, Buffer>;
}

export interface LoadOptions {
  readonly head: string;
  /** The last one on the branch itself that was loaded before; null for the beginning. */
  readonly after: string | null;
  /** The last whose events are taken; null: all. */
  readonly asOf: string | null;
  /** Whether the first that is loaded comes after that one. */
  readonly isPast: boolean;
  readonly signal: AbortSignal;
}

/** What BookChat writes at once holds 8 MB at most; a commit is held in memory as a whole. */
export const MAX_COMMIT_BYTES = 32 * 1024 * 1024;
/** So much is ready before it is asked for, so that git works meanwhile. */
const AHEAD_BYTES = 8 * 1024 * 1024;
const AHEAD_COMMITS = 64;

/**
 * The commits of a repository, the oldest first, with what their segments hold.
 * @throws TargetError in words, or the signal's reason.
 */
export async function* loadCommits(dir: string, options: LoadOptions): AsyncGenerator<LoadedCommit> {
  const objects = openObjects(dir, { signal: options.signal, maxBytes: MAX_SEGMENT_BYTES });
  try {
    for await (const { loaded } of beginAhead(dir, objects, options)) yield await loaded;
    await objects.close();
  } catch (error) {
    options.signal.throwIfAborted();
    throw toTargetError(error);
  }
}

async function* beginAhead(
  dir: string,
  objects: GitObjects,
  { head, after, asOf, signal, ...options }: LoadOptions,
): AsyncGenerator<Loading> {
  const ready: Loading[] = [];
  let bytes = 0;
  let { isPast } = options;
  for await (const listed of listHistory(dir, { head, after, signal })) {
    const next = beginLoading(objects, listed, isPast);
    ready.push(next);
    bytes += next.bytes;
    if (listed.commit.hash === asOf) isPast = true;
    while (bytes > AHEAD_BYTES || ready.length > AHEAD_COMMITS) {
      const first = ready.shift() as Loading;
      bytes -= first.bytes;
      yield first;
    }
  }
  yield* ready;
}

interface Loading {
  readonly bytes: number;
  readonly loaded: Promise<LoadedCommit>;
}

function beginLoading(objects: GitObjects, listed: ListedCommit, isPast: boolean): Loading {
  const { commit } = listed;
  const wanted = commit.isOurs && !isPast ? chooseSegments(commit.files) : [];
  const loaded = load(objects, commit, wanted).then((rest) => ({ ...listed, isPast, ...rest }));
  loaded.catch(() => {}); // whoever waits for it hears it
  return { bytes: wanted.reduce((sum, { size }) => sum + (size ?? 0), 0), loaded };
}

/** As many as one commit may bring, in their order. */
function chooseSegments(files: readonly HistoryFile[]): HistoryFile[] {
  let bytes = 0;
  return files.filter(({ path, status, isFile, size }) => {
    if (status !== 'added' || !isFile || size === null || size > MAX_SEGMENT_BYTES) return false;
    if (sortFile(path)?.kind !== 'segment' || bytes + size > MAX_COMMIT_BYTES) return false;
    bytes += size;
    return true;
  });
}

async function load(
  objects: GitObjects,
  { hash, isOurs }: HistoryCommit,
  wanted: readonly HistoryFile[],
): Promise<Pick<LoadedCommit, 'tree' | 'contents'>> {
  if (!isOurs) return { tree: null, contents: new Map() };
  const [tree, ...found] = await Promise.all([
    objects.read(`${hash}^{tree}`),
    ...wanted.map(({ blob }) => objects.read(blob)),
  ]);
  if (tree?.type !== 'tree')
    throw new TargetError(
      'refused',
      `The repository is damaged: the commit ${hash.slice(0, 7)} holds nothing.`,
    );
  const contents = new Map<string, Buffer>();
  for (const [index, { path }] of wanted.entries()) {
    const object = found[index];
    if (object?.type === 'blob') contents.set(path, object.content);
  }
  return { tree: tree.hash, contents };
}
