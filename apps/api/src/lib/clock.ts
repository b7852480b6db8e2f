/** What tells the time, so that a test can hold it. */
export interface Clock {
  /** Milliseconds since 1970, as the machine believes: people set it, and it jumps. */
  now(): number;
  /** Milliseconds since some moment in the past: it never jumps. */
  elapsed(): number;
  /** Rings once after `ms`; what it gives back calls that off. */
  setTimer(ring: () => void, ms: number): () => void;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  elapsed: () => performance.now(),
  setTimer(ring, ms) {
    // Not a reason to go on living: a process that has nothing else to do may end.
    const timer = setTimeout(ring, ms).unref();
    return () => clearTimeout(timer);
  },
};
