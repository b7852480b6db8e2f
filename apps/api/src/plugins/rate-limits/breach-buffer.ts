import type { RateLimitClass } from '@bookchat/shared';

/** What somebody can go beyond: the limit of a route's class, or the wrong tokens that an address may send. */
export type BreachLimit = Exclude<RateLimitClass, 'none'> | 'admin_token';

/** What one client was refused with 429 on one route by one limit, from the first to the last time. */
export interface BufferedBreach {
  readonly limit: BreachLimit;
  readonly endpoint: string;
  readonly client: string;
  readonly count: number;
  /** Milliseconds since 1970. */
  readonly firstAt: number;
  readonly lastAt: number;
}

/** Counts refusals until somebody takes them to the database: none costs more than a look into a map. */
export interface BreachBuffer {
  readonly size: number;
  add(limit: BreachLimit, endpoint: string, client: string): void;
  list(): readonly BufferedBreach[];
  /** All that was counted; the buffer is empty then. */
  take(): BufferedBreach[];
  /** Takes back what could not be kept. */
  putBack(breaches: readonly BufferedBreach[]): void;
}

/** Stands for clients that are not counted one by one. */
export const OTHERS = '(others)';
/** So many are counted one by one; what comes beyond is counted by route and limit, so that sums stay right. */
const MAX_ENTRIES = 5_000;

export function createBreachBuffer(now: () => number): BreachBuffer {
  const entries = new Map<string, { -readonly [Key in keyof BufferedBreach]: BufferedBreach[Key] }>();

  return {
    get size() {
      return entries.size;
    },
    add(limit, endpoint, client) {
      const at = now();
      count({ limit, endpoint, client, count: 1, firstAt: at, lastAt: at });
    },
    list: () => [...entries.values()],
    take() {
      const taken = [...entries.values()];
      entries.clear();
      return taken;
    },
    putBack: (breaches) => breaches.forEach(count),
  };

  function count(breach: BufferedBreach): void {
    const key = `${breach.limit} ${breach.endpoint} ${breach.client}`;
    const entry = entries.get(key);
    if (entry !== undefined) {
      entry.count += breach.count;
      entry.firstAt = Math.min(entry.firstAt, breach.firstAt);
      entry.lastAt = Math.max(entry.lastAt, breach.lastAt);
    } else if (entries.size < MAX_ENTRIES || breach.client === OTHERS) entries.set(key, { ...breach });
    else count({ ...breach, client: OTHERS });
  }
}
