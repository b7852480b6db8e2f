export interface WindowCount {
  /** Hits of this key in its window, the one just made included. */
  readonly count: number;
  /** Milliseconds until the window ends. */
  readonly resetsIn: number;
}

interface Window {
  count: number;
  startedAt: number;
}

const MAX_EXACT_KEYS = 50_000;
const OVERFLOW_SLOTS = 65_536;

/**
 * Counts hits by key in windows that start with a key's first hit. Memory is bounded and no flood of keys
 * can push one out: past 50,000 live keys the new ones share 65,536 counters by hash, which can limit a
 * newcomer too early during a flood, but never lets one through too often.
 * @param now a monotonic clock in milliseconds, so that setting the machine's clock frees or locks nobody.
 */
export function createWindowCounters(windowMs: number, now: () => number = () => performance.now()) {
  const exact = new Map<string, Window>();
  let overflow: { slots: Uint32Array; startedAt: number } | null = null;
  let sweptAt = now();

  return { hit, peek, size: () => exact.size };

  function hit(key: string): WindowCount {
    const at = now();
    const window = exact.get(key);
    if (window !== undefined) return countIn(window, at);
    if (exact.size >= MAX_EXACT_KEYS) sweep(at);
    if (exact.size >= MAX_EXACT_KEYS) return countInOverflow(key, at);
    const first = { count: countedInOverflow(key, at), startedAt: at };
    exact.set(key, first);
    return countIn(first, at);
  }

  /** The hits of the key in its window, without another one. */
  function peek(key: string): WindowCount {
    const at = now();
    const window = exact.get(key);
    const count = window === undefined ? countedInOverflow(key, at) : window.count;
    const startedAt = window?.startedAt ?? overflow?.startedAt ?? at;
    return at - startedAt >= windowMs
      ? { count: 0, resetsIn: 0 }
      : { count, resetsIn: windowMs - (at - startedAt) };
  }

  function countIn(window: Window, at: number): WindowCount {
    if (at - window.startedAt >= windowMs) {
      window.count = 0;
      window.startedAt = at;
    }
    window.count += 1;
    return { count: window.count, resetsIn: windowMs - (at - window.startedAt) };
  }

  /** At most once a second, so that a flood does not pay for a full pass at each request. */
  function sweep(at: number): void {
    if (at - sweptAt < 1_000) return;
    sweptAt = at;
    for (const [key, { startedAt }] of exact) if (at - startedAt >= windowMs) exact.delete(key);
  }

  /** What a key brings along that finds room of its own after a flood. */
  function countedInOverflow(key: string, at: number): number {
    if (overflow === null || at - overflow.startedAt >= windowMs) return 0;
    return overflow.slots[hash(key) % OVERFLOW_SLOTS] ?? 0;
  }

  function countInOverflow(key: string, at: number): WindowCount {
    if (overflow === null || at - overflow.startedAt >= windowMs)
      overflow = { slots: new Uint32Array(OVERFLOW_SLOTS), startedAt: at };
    const slot = hash(key) % OVERFLOW_SLOTS;
    const count = (overflow.slots[slot] ?? 0) + 1;
    overflow.slots[slot] = count;
    return { count, resetsIn: windowMs - (at - overflow.startedAt) };
  }
}

export type WindowCounters = ReturnType<typeof createWindowCounters>;

/** FNV-1a, 32 bits: http://www.isthe.com/chongo/tech/comp/fnv/ */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index++)
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  return value >>> 0;
}
