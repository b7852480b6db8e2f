import type { RowReader, Window } from './read-rows.ts';

/** Reads the same rows of two databases. @returns how many the first has, and what names those that differ. */
export function findDifferences(
  [ours, theirs]: readonly [RowReader, RowReader],
  window: Window,
): { rows: number; ids: string[] } {
  const mine = ours.readWhole(window);
  const other = theirs.readWhole(window);
  if (isSame(mine.content, other.content)) return { rows: mine.rows, ids: [] };
  return { rows: mine.rows, ids: compareEach(ours.readEach(window), theirs.readEach(window)) };
}

function compareEach(mine: ReadonlyMap<string, Buffer>, other: ReadonlyMap<string, Buffer>): string[] {
  const ids = new Set([...mine.keys(), ...other.keys()]);
  return [...ids].filter((id) => !isSame(mine.get(id), other.get(id)));
}

function isSame(a: Buffer | null | undefined, b: Buffer | null | undefined): boolean {
  return a && b ? a.equals(b) : (a ?? null) === (b ?? null);
}
