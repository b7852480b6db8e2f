import BetterSqlite3 from 'better-sqlite3';
import { findDifferences } from './find-differences.ts';
import { createLaterChanges } from './later-changes.ts';
import { prepareRowReader } from './read-rows.ts';
import { createRetained } from './retained.ts';

export interface Comparison {
  /** Rows of messages and changes, as far as the restored database goes. */
  readonly rows: number;
  readonly differing: number;
  /** The first of those that differ, for example "message 01931e2f-…" or "change 17"; never what they hold. */
  readonly first: readonly string[];
  /** Whether the live database has not been restored since. */
  readonly isSameHistory: boolean;
}

const TABLES = ['messages', 'changes'] as const;
const WINDOW = 2_000;
const MAX_NAMED = 5;
/** Positions begin at 1: what stands before that does not belong there. */
const BEFORE_ALL = Number.MIN_SAFE_INTEGER;

/**
 * Compares a restored database with the live one, row by row, up to where the restored one ends. What has changed in
 * the live one since, as its later changes say, is left out, and so is what retention has removed from it. Each window is a query of its own, so that nothing holds
 * the write-ahead log of the live one.
 * @param restored a scratch database, which is written to.
 * @param report hears how much of it, from 0 to 1.
 */
export function compareHistories(restored: string, live: string, report: (part: number) => void): Comparison {
  const ours = new BetterSqlite3(restored, { fileMustExist: true });
  const theirs = new BetterSqlite3(live, { readonly: true, fileMustExist: true });
  try {
    theirs.pragma('trusted_schema = OFF');
    return { ...compare(ours, theirs, report), isSameHistory: readEpoch(ours) === readEpoch(theirs) };
  } finally {
    theirs.close();
    ours.close();
  }
}

function compare(
  ours: BetterSqlite3.Database,
  theirs: BetterSqlite3.Database,
  report: (part: number) => void,
): Omit<Comparison, 'isSameHistory'> {
  const end = ours.prepare<[], number>('select coalesce(max(position), 0) from changes').pluck().get() ?? 0;
  const later = createLaterChanges(ours, theirs, end);
  const retained = createRetained(ours, theirs);
  const differing: string[] = [];
  let rows = 0;
  for (const [index, table] of TABLES.entries()) {
    const readers = [prepareRowReader(ours, ours, table), prepareRowReader(theirs, ours, table)] as const;
    for (let from = 0; from < end; from += WINDOW) {
      report((index + from / end) / TABLES.length);
      const window = { from: from === 0 ? BEFORE_ALL : from, to: Math.min(end, from + WINDOW) };
      const found = findDifferences(readers, window);
      rows += found.rows;
      if (found.ids.length === 0) continue;
      const ids = retained.leaveOut(table, later.leaveOut(found.ids));
      differing.push(...ids.map((id) => name(table, id)));
    }
  }
  return { rows, differing: differing.length, first: differing.slice(0, MAX_NAMED) };
}

function name(table: (typeof TABLES)[number], id: string): string {
  return `${table.slice(0, -1)} ${id}`;
}

function readEpoch(connection: BetterSqlite3.Database): unknown {
  return connection.prepare("select value from server_state where key = 'epoch'").pluck().get();
}
