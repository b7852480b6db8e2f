import BetterSqlite3 from 'better-sqlite3';
import type { Comparison } from '../../../db/restore/compare-histories.ts';
import { findDifferences } from '../../../db/restore/find-differences.ts';
import { ABOUT_PEOPLE, prepareRowReader } from '../../../db/restore/read-rows.ts';
import type { JobProgress } from '../../../lib/run-in-worker.ts';
import { createDifferenceJudge } from '../restoring/drilling/difference-judge.ts';

export interface CompareArchiveInput {
  /** The file of a database that was made of the archive. */
  readonly restored: string;
  /** The file of the live one. */
  readonly live: string;
  /** The last batch that the archive was read to. */
  readonly upTo: number;
}

export type ArchiveComparison = Pick<Comparison, 'rows' | 'differing' | 'first'>;

const WINDOW = 2_000;
const MAX_NAMED = 5;
/** Positions begin at 1: what stands before that does not belong there. */
const BEFORE_ALL = Number.MIN_SAFE_INTEGER;

/**
 * Compares the messages that the archive holds with those of the live database, row by row. Each window is a query of
 * its own, so that nothing holds the write-ahead log of the live one.
 */
export function compareArchive(
  { restored, live, upTo }: CompareArchiveInput,
  report: (progress: JobProgress) => void,
): ArchiveComparison {
  const ours = new BetterSqlite3(restored, { readonly: true, fileMustExist: true });
  const theirs = new BetterSqlite3(live, { readonly: true, fileMustExist: true });
  try {
    theirs.pragma('trusted_schema = OFF');
    return compare(ours, theirs, { upTo, report });
  } finally {
    theirs.close();
    ours.close();
  }
}

function compare(
  ours: BetterSqlite3.Database,
  theirs: BetterSqlite3.Database,
  { upTo, report }: Pick<CompareArchiveInput, 'upTo'> & { report: (progress: JobProgress) => void },
): ArchiveComparison {
  const judge = createDifferenceJudge(ours, theirs, upTo);
  const readers = [
    prepareRowReader(ours, ours, 'messages', ABOUT_PEOPLE),
    prepareRowReader(theirs, ours, 'messages', ABOUT_PEOPLE),
  ] as const;
  // What is in one window here may be in another there.
  const differing = new Set<string>();
  let rows = 0;
  for (let from = 0; from < judge.end; from += WINDOW) {
    report({ step: 'Comparing with the database', part: from / judge.end });
    const window = { from: from === 0 ? BEFORE_ALL : from, to: Math.min(judge.end, from + WINDOW) };
    const found = findDifferences(readers, window);
    rows += found.rows;
    for (const id of found.ids) if (judge.isDifference(id)) differing.add(id);
  }
  const first = [...differing].slice(0, MAX_NAMED).map((id) => `message ${id}`);
  return { rows, differing: differing.size, first };
}
