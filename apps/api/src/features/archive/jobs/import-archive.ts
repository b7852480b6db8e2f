import { inspectContent } from '../../../db/backup/inspect-content.ts';
import { UnusableError } from '../../../db/backup/unusable-error.ts';
import { isDiskFull } from '../../../db/is-disk-full.ts';
import type { JobProgress } from '../../../lib/run-in-worker.ts';
import { syncFile } from '../../../lib/sync-file.ts';
import { findFinished, finishImport } from '../restoring/importing/finish-import.ts';
import { goOnOrBegin } from '../restoring/importing/go-on-or-begin.ts';
import type { ImportDatabase } from '../restoring/importing/import-database.ts';
import type { ImportInput, ImportOutcome } from '../restoring/importing/import-input.ts';
import { createImportProgress } from '../restoring/importing/import-progress.ts';
import { listLeftOut } from '../restoring/importing/list-left-out.ts';
import { loadCommits } from '../restoring/importing/load-commits.ts';
import { createTakeCommit } from '../restoring/importing/take-commit.ts';
import type { ImportSummary } from '../restoring/importing/tally.ts';
import { TargetError } from '../targets/target-error.ts';

type Report = (progress: JobProgress) => void;
type Built = Omit<Extract<ImportOutcome, { kind: 'imported' }>, 'kind'>;

/** Of the whole, where the rest is looking at what came of it. */
const READING_PART = 0.85;
const CHECKING = 'Checking the new database';

/** Makes a database of the commits of an archive. What was begun before goes on where it ended. */
export async function importArchive(input: ImportInput, report: Report): Promise<ImportOutcome> {
  try {
    const built = await findOrBuild(input, report);
    report({ step: CHECKING, part: READING_PART });
    inspectContent(input.database, (_, part) =>
      report({ step: CHECKING, part: READING_PART + part * (1 - READING_PART) }),
    );
    syncFile(input.database);
    return { kind: 'imported', ...built };
  } catch (error) {
    if (error instanceof TargetError)
      return { kind: 'unreadable', trouble: error.trouble, words: error.message };
    if (error instanceof UnusableError) return { kind: 'unusable', reason: error.message };
    if (isDiskFull(error)) return { kind: 'disk_full' };
    throw error;
  }
}

async function findOrBuild(input: ImportInput, report: Report): Promise<Built> {
  const finished = await findFinished(input);
  if (finished !== null) return { summary: finished, isAnew: false };
  const stop = new AbortController();
  const { database, isAnew } = await goOnOrBegin(input, stop.signal);
  try {
    return { summary: await build(database, input, { report, signal: stop.signal }), isAnew };
  } finally {
    stop.abort();
    database.close();
  }
}

async function build(
  database: ImportDatabase,
  input: ImportInput,
  { report, signal }: { readonly report: Report; readonly signal: AbortSignal },
): Promise<ImportSummary> {
  const { clone, head, asOf, target, live, commits } = input;
  const { tally } = database;
  const take = createTakeCommit(database, { target, asOf, leftOut: listLeftOut(live) });
  const say = createImportProgress(({ step, part }) => report({ step, part: part * READING_PART }), {
    tally,
    commits,
  });
  const { commit: after, isPast } = tally;
  for await (const commit of loadCommits(clone, { head, after, asOf, isPast, signal })) {
    take(commit);
    sayOrSave(say, database);
  }
  return finishImport(database, input);
}

/** Whoever gives it up goes on later from here. */
function sayOrSave(say: () => void, database: ImportDatabase): void {
  try {
    say();
  } catch (error) {
    database.save();
    throw error;
  }
}
