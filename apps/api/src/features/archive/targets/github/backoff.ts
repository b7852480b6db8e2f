const FIRST_MS = 60_000;
const LONGEST_MS = 60 * 60 * 1_000;

/** How long to ask nothing where GitHub is overrun and does not say for how long: a minute, and then doubling. */
export interface Backoff {
  next(): number;
  reset(): void;
}

export function createBackoff(): Backoff {
  let ms = FIRST_MS;
  return {
    next() {
      const now = ms;
      ms = Math.min(2 * ms, LONGEST_MS);
      return now;
    },
    reset() {
      ms = FIRST_MS;
    },
  };
}
