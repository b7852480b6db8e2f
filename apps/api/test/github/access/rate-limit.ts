const HOUR_MS = 3_600_000;
const PER_HOUR = 5_000;

export interface RateLimit {
  /** False when nothing is left. */
  take(): boolean;
  /** An answer that says "not changed" is free. */
  giveBack(): void;
  set(remaining: number, resetAtMs?: number): void;
  headers(): Record<string, string>;
}

export function createRateLimit(now: () => number): RateLimit {
  let remaining = PER_HOUR;
  let resetAtMs = now() + HOUR_MS;
  return {
    take() {
      if (now() >= resetAtMs) [remaining, resetAtMs] = [PER_HOUR, now() + HOUR_MS];
      if (remaining === 0) return false;
      remaining--;
      return true;
    },
    giveBack() {
      remaining++;
    },
    set(left, at = now() + HOUR_MS) {
      [remaining, resetAtMs] = [left, at];
    },
    headers: () => ({
      'x-ratelimit-limit': String(PER_HOUR),
      'x-ratelimit-remaining': String(remaining),
      'x-ratelimit-reset': String(Math.ceil(resetAtMs / 1000)),
      'x-ratelimit-used': String(PER_HOUR - remaining),
      'x-ratelimit-resource': 'core',
    }),
  };
}
