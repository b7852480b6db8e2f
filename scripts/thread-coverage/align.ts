/** What tests ran of a file, as istanbul keeps it: places by number, and how often each was run. */
export interface FileCoverage {
  path: string;
  statementMap: Record<string, unknown>;
  fnMap: Record<string, unknown>;
  branchMap: Record<string, unknown>;
}

const maps = ['statementMap', 'fnMap', 'branchMap'] as const;

/**
 * Gives `file` the places of `known`, which is the same source after another transform, whose places differ by some
 * columns: merged as they are, each would count twice. Both were numbered in the order of the source.
 * @returns false where there are more places in one than in the other; `file` stays as it is then.
 */
export function align(file: FileCoverage, known: FileCoverage): boolean {
  if (!maps.every((map) => count(file[map]) === count(known[map]))) return false;
  for (const map of maps) file[map] = known[map];
  return true;
}

const count = (map: Record<string, unknown>) => Object.keys(map).length;
