import { retryDelayMs } from './retry-delay.ts';

/** A server that errs about its return, or a timer that cannot count so far, must not part a page from it for good. */
export const LONGEST_QUIET_MS = 5 * 60_000;

export interface Poller {
  /** Polls at once and then regularly. */
  resume(): void;
  /** Stops after the poll that is under way, if there is one. */
  pause(): void;
  /** Polls at once, or once more after the poll that is under way; a server that asked for quiet is left in peace. */
  nudge(): void;
  /** Ends for good and aborts the poll that is under way. */
  stop(): void;
}

export interface PollerOptions {
  /** One poll; it rejects when the poll failed, and stops when the signal aborts. */
  poll(signal: AbortSignal): Promise<void>;
  intervalMs: number;
  /** For how many milliseconds the server asked to be left alone when it failed with this error; 0 if it did not. */
  quietMs(error: unknown): number;
  random(): number;
  /** A clock that never goes back, in milliseconds. */
  now(): number;
}

/** Calls `poll` regularly and never twice at a time; it backs off while polls fail. */
export function createPoller({ poll, intervalMs, quietMs, random, now }: PollerOptions): Poller {
  const ending = new AbortController();
  let active = false;
  let polling = false;
  let again = false;
  let failures = 0;
  let quietUntil = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  return { resume, pause, nudge, stop };

  function resume(): void {
    active = !ending.signal.aborted;
    nudge();
  }

  function pause(): void {
    active = false;
    clearTimeout(timer);
  }

  function nudge(): void {
    if (!active) return;
    if (polling) again = true;
    else schedule(0);
  }

  function stop(): void {
    ending.abort();
    pause();
  }

  function schedule(delayMs: number): void {
    clearTimeout(timer);
    timer = setTimeout(run, Math.max(delayMs, quietUntil - now()));
  }

  async function run(): Promise<void> {
    polling = true;
    again = false;
    const delayMs = await attempt();
    polling = false;
    if (active) schedule(again ? 0 : delayMs);
  }

  async function attempt(): Promise<number> {
    try {
      await poll(ending.signal);
      failures = 0;
      return intervalMs;
    } catch (error) {
      failures++;
      quietUntil = now() + Math.min(LONGEST_QUIET_MS, quietMs(error));
      return retryDelayMs(failures, random);
    }
  }
}
