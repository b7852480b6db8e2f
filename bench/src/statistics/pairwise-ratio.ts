import { median } from './median.ts';

export interface Ratio {
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

/**
 * How many times `ours` is `theirs`, round by round. Both figures of a round were taken seconds apart, so
 * whatever slows the machine for longer than that slows both and falls out of the ratio.
 */
export function pairwiseRatio(ours: readonly number[], theirs: readonly number[]): Ratio {
  const ratios = ours.map((value, round) => value / (theirs[round] ?? Number.NaN));
  return { median: median(ratios), min: Math.min(...ratios), max: Math.max(...ratios) };
}
