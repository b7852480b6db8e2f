const INTERVAL_MS = 50;

export interface LoopWatch {
  /** For how long the event loop was held at most since this was asked last, in milliseconds. */
  takeLongest(): number;
}

/**
 * Notices when the event loop is held, by how late a timer comes. perf_hooks has a histogram of the same, but it
 * does not count the interval in which it is reset.
 */
export function watchEventLoop(signal: AbortSignal): LoopWatch {
  let dueAtMs = performance.now() + INTERVAL_MS;
  let longest = 0;
  const timer = setInterval(() => {
    const now = performance.now();
    longest = Math.max(longest, now - dueAtMs);
    dueAtMs = now + INTERVAL_MS;
  }, INTERVAL_MS).unref();
  signal.addEventListener('abort', () => clearInterval(timer), { once: true });

  return {
    takeLongest() {
      const taken = longest;
      longest = 0;
      return taken;
    },
  };
}
