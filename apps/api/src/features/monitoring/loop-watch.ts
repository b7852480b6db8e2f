const INTERVAL_MS = 50;
/** What is shorter nobody notices. */
const LASTING_MS = 50;

export interface LoopWatch {
  /** For how long it was held since the start, counting what lasted, in milliseconds. */
  readonly heldMs: number;
  /** Hears at each look, some twenty a second, for how long the event loop was held, in milliseconds. */
  listen(listener: (heldMs: number) => void): void;
  /** For how long it was held at most since this reader was asked last, in milliseconds. */
  createReader(): () => number;
}

/**
 * Notices when the event loop is held, by how late a timer comes. perf_hooks has a histogram of the same, but it
 * does not count the interval in which it is reset.
 */
export function watchEventLoop(signal: AbortSignal): LoopWatch {
  const listeners: ((heldMs: number) => void)[] = [];
  let total = 0;
  let dueAtMs = performance.now() + INTERVAL_MS;
  const timer = setInterval(() => {
    const now = performance.now();
    const heldMs = now - dueAtMs;
    dueAtMs = now + INTERVAL_MS;
    if (heldMs >= LASTING_MS) total += heldMs;
    for (const listener of listeners) listener(heldMs);
  }, INTERVAL_MS).unref();
  signal.addEventListener('abort', () => clearInterval(timer), { once: true });

  return {
    get heldMs() {
      return total;
    },
    listen: (listener) => void listeners.push(listener),
    createReader() {
      let longest = 0;
      listeners.push((heldMs) => {
        longest = Math.max(longest, heldMs);
      });
      return () => {
        const taken = longest;
        longest = 0;
        return taken;
      };
    },
  };
}
