import { availableParallelism } from 'node:os';

const INTERVAL_MS = 5_000;

/**
 * Looks at regular times how much of all cores this process takes, so that each reader sees the same figure,
 * however many there are.
 */
export function watchCpuShare(signal: AbortSignal): () => number {
  let last = look();
  let share: number | null = null;
  const timer = setInterval(() => {
    const now = look();
    share = between(last, now);
    last = now;
  }, INTERVAL_MS).unref();
  signal.addEventListener('abort', () => clearInterval(timer), { once: true });

  return () => share ?? between(last, look());
}

/** What this process took of all cores since it was asked last, 0 to 1. */
export function createCpuMeter(): () => number {
  let last = look();
  return () => {
    const from = last;
    last = look();
    return between(from, last);
  };
}

interface Look {
  readonly atMs: number;
  readonly cpuMs: number;
}

function look(): Look {
  const { user, system } = process.cpuUsage();
  return { atMs: performance.now(), cpuMs: (user + system) / 1_000 };
}

/** 0 to 1; a little more than was there can be counted, as the two clocks are not one. */
function between(from: Look, to: Look): number {
  const available = (to.atMs - from.atMs) * availableParallelism();
  return available > 0 ? Math.min(1, (to.cpuMs - from.cpuMs) / available) : 0;
}
