import type { Clock } from '../../../../lib/clock.ts';
import { untilAborted } from './until-aborted.ts';

/** Lets requests through one after the other. */
export interface RequestLine {
  /** Does the work when all that came before is done; a `write` also keeps its distance from the one before. */
  pass<T>(kind: 'read' | 'write', work: () => Promise<T>, signal: AbortSignal): Promise<T>;
}

/**
 * What GitHub asks of its clients: no requests at the same time, and a pause between two that change something
 * (docs.github.com, "Best practices for using the REST API").
 * @param lastWriteAt of before the start, by the clock's `elapsed()`.
 */
export function createRequestLine(
  clock: Clock,
  pauseBetweenWritesMs: number,
  lastWriteAt = Number.NEGATIVE_INFINITY,
): RequestLine {
  let last: Promise<unknown> = Promise.resolve();
  let nextWriteAt = lastWriteAt + pauseBetweenWritesMs;

  return {
    pass(kind, work, signal) {
      const turn = last.then(() => {
        signal.throwIfAborted();
        return kind === 'read' ? work() : write(work, signal);
      });
      last = turn.catch(() => undefined); // whoever waits for it is told; the next in line is not to fail by it
      return untilAborted(turn, signal);
    },
  };

  async function write<T>(work: () => Promise<T>, signal: AbortSignal): Promise<T> {
    await wait(nextWriteAt - clock.elapsed(), signal);
    try {
      return await work();
    } finally {
      nextWriteAt = clock.elapsed() + pauseBetweenWritesMs;
    }
  }

  async function wait(ms: number, signal: AbortSignal): Promise<void> {
    if (ms <= 0) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    const cancel = clock.setTimer(resolve, ms);
    await untilAborted(promise, signal).finally(cancel);
  }
}
