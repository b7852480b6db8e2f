/**
 * How many rows may be written: so many at once, and in the long run so many a day. Whoever asks from many addresses
 * for a month makes the database larger by some 80 MB, and no more.
 */
export interface RowBudget {
  /** Below 0 where more was written than there was. */
  left(): number;
  spend(rows: number): void;
}

/** A full buffer, twice. */
const AT_ONCE = 10_000;
const PER_DAY = 20_000;
const DAY_MS = 24 * 3_600_000;

export function createRowBudget(elapsed: () => number): RowBudget {
  let left = AT_ONCE;
  let countedAt = elapsed();
  return {
    left() {
      const now = elapsed();
      left = Math.min(AT_ONCE, left + ((now - countedAt) * PER_DAY) / DAY_MS);
      countedAt = now;
      return Math.floor(left);
    },
    spend(rows) {
      left -= rows;
    },
  };
}
