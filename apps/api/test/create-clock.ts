import type { Clock } from '../src/lib/clock.ts';

export interface TestClock extends Clock {
  /** Lets time pass, and everything that it sets off happen at its moment. */
  pass(ms: number): Promise<void>;
  /** Sets the machine's clock on or back, while no time passes. */
  jump(ms: number): void;
}

interface Timer {
  readonly at: number;
  readonly ring: () => void;
}

/** A clock that stands still until a test moves it. */
export function createClock(start = '2026-11-20T12:00:00.000Z'): TestClock {
  const timers = new Set<Timer>();
  let offset = Date.parse(start);
  let elapsed = 0;

  return {
    now: () => offset + elapsed,
    elapsed: () => elapsed,
    setTimer(ring, ms) {
      const timer = { at: elapsed + ms, ring };
      timers.add(timer);
      return () => void timers.delete(timer);
    },
    async pass(ms) {
      const end = elapsed + ms;
      await settle();
      for (let next = findNext(end); next !== null; next = findNext(end)) {
        timers.delete(next);
        elapsed = Math.max(elapsed, next.at);
        next.ring();
        await settle();
      }
      elapsed = end;
    },
    jump(ms) {
      offset += ms;
    },
  };

  function findNext(until: number): Timer | null {
    const due = [...timers].filter(({ at }) => at <= until);
    return due.reduce<Timer | null>(
      (first, timer) => (first !== null && first.at <= timer.at ? first : timer),
      null,
    );
  }
}

/** What a timer has set off has happened, but for what waits for another thread or the network. */
function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
