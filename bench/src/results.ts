import type { MeasureName } from './arguments.ts';
import type { Ratio } from './statistics/pairwise-ratio.ts';

/** One server's figures: medians over the rounds. */
export interface Row {
  readonly name: string;
  readonly figures: Readonly<Record<string, number>>;
}

/** How a figure stands to the one it is held against. */
export interface Verdict {
  readonly what: string;
  readonly value: Ratio;
  readonly unit: string;
  readonly target: { readonly atLeast: number } | { readonly atMost: number };
  readonly reached: boolean;
}

export interface Result {
  readonly measure: MeasureName;
  readonly title: string;
  readonly rows: readonly Row[];
  readonly verdicts: readonly Verdict[];
  /** What a reader must know to trust the figures. */
  readonly notes: readonly string[];
}
