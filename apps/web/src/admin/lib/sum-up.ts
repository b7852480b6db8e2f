export type Values = readonly (number | null)[];

export interface Summary {
  readonly latest: number;
  readonly highest: number;
  /** The place of the highest value. */
  readonly highestAt: number;
  readonly lowest: number;
}

/** What a series of values comes to; null where it holds none. */
export function sumUp(values: Values): Summary | null {
  let summary: Summary | null = null;
  values.forEach((value, index) => {
    if (value === null) return;
    const isHighest = summary === null || value >= summary.highest;
    summary = {
      latest: value,
      highest: isHighest ? value : (summary?.highest ?? value),
      highestAt: isHighest ? index : (summary?.highestAt ?? index),
      lowest: Math.min(value, summary?.lowest ?? value),
    };
  });
  return summary;
}
