import type { HistoryCommit, HistoryFile } from '../../history/read-history.ts';
import { MAX_SEGMENT_BYTES } from '../../history/read-segment-lines.ts';
import type { ImportDatabase } from './import-database.ts';
import type { ImportInput } from './import-input.ts';
import { prepareImport } from './import-statements.ts';
import type { LoadedCommit } from './load-commits.ts';
import type { OpenSegment } from './read-segment.ts';
import { isOurPlace, sortFile } from './sort-file.ts';
import { createTakeSegments } from './take-segments.ts';
import { type TakenFile, toFileRow } from './to-file-row.ts';

const FIRST_COUNTS = 'It was changed afterwards; what BookChat wrote first counts.';
const NOT_FROM_BOOKCHAT = 'It is not from BookChat: left out.';

interface TakeOptions extends Pick<ImportInput, 'target' | 'asOf'> {
  /** The paths of segments that are left out in any case. */
  readonly leftOut: ReadonlySet<string>;
}

/**
 * Takes one commit after the other into the new database. What others have brought is passed over, and so is whatever
 * was done to a file after BookChat wrote it.
 */
export function createTakeCommit(database: ImportDatabase, { target, asOf, leftOut }: TakeOptions) {
  const { connection, tally, refuse } = database;
  const write = prepareImport(connection);
  const takeSegments = createTakeSegments(database, write);
  let lastFile = write.lastFile.get() ?? 0;

  let taken: Set<string> | null = null;

  return (loaded: LoadedCommit): void => {
    if (loaded.isAside && isTaken(loaded.commit.hash)) return;
    const events = loaded.commit.isOurs ? takeOurs(loaded) : passOver(loaded);
    if (!loaded.isAside) tally.commit = loaded.commit.hash;
    tally.isPast = loaded.isPast || loaded.commit.hash === asOf;
    tally.commits += 1;
    database.took(events);
  };

  /** One that stands aside may have been taken before the import was cut off, or while it stood on the branch itself. */
  function isTaken(commit: string): boolean {
    taken ??= new Set(write.commits.all());
    return taken.has(commit);
  }

  /** @returns that it brought nothing. A merge brings again what BookChat wrote aside of it. */
  function passOver({ commit, isPast }: LoadedCommit): 0 {
    const files = isPast ? [] : commit.files.filter(({ path }) => isOurPlace(path));
    for (const { path, status, blob } of files) {
      const first = write.findFile.get(path);
      if (first === undefined && status === 'added') refuse(path, 0, NOT_FROM_BOOKCHAT);
      if (first !== undefined && first !== blob) refuse(path, 0, FIRST_COUNTS);
    }
    return 0;
  }

  function takeOurs(loaded: LoadedCommit): number {
    const { commit, tree } = loaded;
    const files = commit.files.flatMap((file) => takeFile(file, loaded));
    const events = takeSegments(
      files.flatMap(({ segment }) => segment ?? []),
      commit.hash,
    );
    for (const file of files) {
      const row = toFileRow(file, tally.batches);
      write.file.run(row);
      if (row.kind === 'segment') tally.segments += 1;
      if (row.kind === 'page') tally.pages += 1;
      if (row.kind === 'left_out' && file.segment === null) tally.leftOut += 1;
    }
    write.batch.run(tally.batches, toMoment(commit), events);
    write.commit.run(target, tally.batches, commit.parents[0] ?? null, tree as string, commit.hash);
    tally.batches += 1;
    return events;
  }

  function takeFile(file: HistoryFile, loaded: LoadedCommit): TakenFile[] {
    const sorted = sortFile(file.path);
    const reason = sorted === null ? 'BookChat writes no such file.' : judge(file);
    if (sorted === null || reason !== null) {
      if (!loaded.isPast) refuse(file.path, 0, reason ?? '');
      return [];
    }
    lastFile += 1;
    const segment = sorted.kind === 'segment' ? openSegment(file, loaded) : null;
    return [{ id: lastFile, file, sorted, segment }];
  }

  function judge({ path, status, isFile }: HistoryFile): string | null {
    if (status !== 'added' || write.findFile.get(path) !== undefined) return FIRST_COUNTS;
    return isFile ? null : 'It is no plain file, but a link, a program or another repository.';
  }

  function openSegment(file: HistoryFile, { isPast, contents }: LoadedCommit): OpenSegment | null {
    const { path } = file;
    if (isPast || leftOut.has(path)) return null;
    const content = contents.get(path) ?? null;
    if (content === null) refuse(path, 0, explainUnread(file));
    const room = sortFile(path)?.room ?? '';
    return { id: lastFile, path, room, content, events: 0, isWhole: content !== null };
  }
}

function explainUnread({ size }: HistoryFile): string {
  if (size === null) return 'The repository lacks what it holds.';
  if (size > MAX_SEGMENT_BYTES) return 'It is larger than 8 MB, as no segment is.';
  return 'What its commit brings is more than BookChat writes at once.';
}

const FIRST_MOMENT = '1970-01-01T00:00:00.000Z';

/** Who writes commits can write any date, also one that no answer of this server may hold. */
function toMoment({ date }: HistoryCommit): string {
  return date !== null && /^(?:19[7-9]|[2-9]\d\d)\d-/.test(date) ? date : FIRST_MOMENT;
}
