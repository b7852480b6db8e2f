import { FILE_MODE } from '../git/tree-entry.ts';
import { type GitSizes, openSizes } from '../git-program/open-sizes.ts';
import { toTargetError } from '../git-program/to-target-error.ts';
import { parseTrailers } from '../pages/parse-trailers.ts';
import type { LoggedChange, LoggedCommit } from './log-parser.ts';
import { type ReadLogOptions, readLog } from './read-log.ts';

export interface HistoryCommit {
  readonly hash: string;
  readonly parents: readonly string[];
  /** RFC 3339 in UTC; null where it says nothing that is a date. */
  readonly date: string | null;
  /** Whether it reads as BookChat writes: who can write to the branch can write so, too. */
  readonly isOurs: boolean;
  /** What it says of itself; null where it is not ours. */
  readonly trailers: ReturnType<typeof parseTrailers>;
  /** What it changes to its first parent. */
  readonly files: readonly HistoryFile[];
}

export interface HistoryFile {
  /** As it stands there: anything but NUL. Bytes that are no UTF-8 are replaced. */
  readonly path: string;
  /** A segment that is modified or deleted was tampered with: they are written once. */
  readonly status: 'added' | 'modified' | 'deleted';
  /** Whether it is a plain file now: not a link, a program or a submodule, and not gone. */
  readonly isFile: boolean;
  readonly blob: string;
  /** In bytes; null where there is no content. */
  readonly size: number | null;
}

/** Of files, counting one more for each commit: so many are ready before they are asked for. */
const AHEAD = 1_000;

/**
 * The commits of a repository, the oldest first, along first parents: what others have merged in comes as the one change
 * that the merge was, so that each file comes once, and in the order in which the branch itself grew.
 * Stop it by leaving the loop, or by the signal.
 * @throws TargetError in words, or the signal's reason.
 */
export async function* readHistory(dir: string, options: ReadLogOptions): AsyncGenerator<HistoryCommit> {
  const stop = new AbortController();
  const signal = AbortSignal.any([options.signal, stop.signal]);
  const sizes = openSizes(dir, { signal });
  try {
    const ready: { readonly weight: number; readonly commit: Promise<HistoryCommit> }[] = [];
    let weight = 0;
    for await (const logged of readLog(dir, { ...options, signal })) {
      const commit = measure(logged, sizes);
      commit.catch(() => {}); // whoever waits for it hears it
      ready.push({ weight: logged.changes.length + 1, commit });
      weight += logged.changes.length + 1;
      for (let next = ready[0]; next !== undefined && weight > AHEAD; next = ready[0]) {
        ready.shift();
        weight -= next.weight;
        yield await next.commit;
      }
    }
    for (const { commit } of ready) yield await commit;
    await sizes.close();
  } catch (error) {
    options.signal.throwIfAborted();
    throw toTargetError(error);
  } finally {
    stop.abort();
  }
}

async function measure(commit: LoggedCommit, sizes: GitSizes): Promise<HistoryCommit> {
  const { hash, parents, time, message, changes } = commit;
  const files = await Promise.all(changes.map((change) => toFile(change, sizes)));
  const trailers = parseTrailers(message);
  return { hash, parents, date: toDate(time), isOurs: trailers !== null, trailers, files };
}

async function toFile({ path, blob, mode, status }: LoggedChange, sizes: GitSizes): Promise<HistoryFile> {
  const isFile = mode === FILE_MODE;
  const size = isFile ? await sizes.measure(blob) : null;
  return { path, blob, isFile, size, status: STATUSES[status] ?? 'modified' };
}

const STATUSES: Readonly<Record<string, HistoryFile['status']>> = { A: 'added', D: 'deleted' };

function toDate(seconds: string): string | null {
  const ms = Number(seconds) * 1_000;
  const date = new Date(ms);
  return seconds === '' || Number.isNaN(date.getTime()) ? null : date.toISOString();
}
