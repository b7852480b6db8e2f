import { describe, expect, it } from 'vitest';
import { createWindowCounters } from './window-counters.ts';

const WINDOW_MS = 60_000;
const MAX_EXACT_KEYS = 50_000;

/** Counters, and the hand that turns their clock. */
function createAt(start = 0) {
  const clock = { ms: start };
  return { clock, counters: createWindowCounters(WINDOW_MS, () => clock.ms) };
}

function flood(counters: ReturnType<typeof createWindowCounters>, keys: number): void {
  for (let key = 0; key < keys; key++) counters.hit(`flood-${key}`);
}

describe('window counters', () => {
  it('count each key by itself, in a window that starts with its first hit', () => {
    const { clock, counters } = createAt();
    expect(counters.hit('alice')).toEqual({ count: 1, resetsIn: WINDOW_MS });
    clock.ms = 40_000;
    expect(counters.hit('alice')).toEqual({ count: 2, resetsIn: 20_000 });
    expect(counters.hit('bob')).toEqual({ count: 1, resetsIn: WINDOW_MS });
  });

  it('start anew when the window is over', () => {
    const { clock, counters } = createAt();
    counters.hit('alice');
    clock.ms = WINDOW_MS;
    expect(counters.peek('alice').count).toBe(0);
    expect(counters.hit('alice')).toEqual({ count: 1, resetsIn: WINDOW_MS });
  });

  it('tell without counting', () => {
    const { counters } = createAt();
    counters.hit('alice');
    expect([counters.peek('alice').count, counters.peek('alice').count, counters.peek('bob').count]).toEqual([
      1, 1, 0,
    ]);
  });

  it('hold no more than 50,000 keys when a million come', () => {
    const { counters } = createAt();
    flood(counters, 1_000_000);
    expect(counters.size()).toBe(MAX_EXACT_KEYS);
  });

  it('forget no one whom they count when others flood in', () => {
    const { counters } = createAt();
    counters.hit('alice');
    flood(counters, 200_000);
    expect(counters.hit('alice').count).toBe(2);
  });

  it('count newcomers during a flood never less than they came', () => {
    const { counters } = createAt();
    flood(counters, MAX_EXACT_KEYS);
    const counts = [1, 2, 3].map(() => counters.hit('bob').count);
    expect(counts).toEqual([1, 2, 3]);
  });

  it('count newcomers anew in the next window of a flood', () => {
    const { clock, counters } = createAt();
    flood(counters, MAX_EXACT_KEYS);
    counters.hit('bob');
    clock.ms = WINDOW_MS - 1;
    expect(counters.hit('bob')).toEqual({ count: 2, resetsIn: 1 });
    clock.ms = WINDOW_MS;
    flood(counters, MAX_EXACT_KEYS);
    expect(counters.hit('bob')).toEqual({ count: 1, resetsIn: WINDOW_MS });
  });

  it('remember what a newcomer did when the flood makes room within the window', () => {
    const { clock, counters } = createAt();
    flood(counters, MAX_EXACT_KEYS);
    clock.ms = 30_000;
    counters.hit('bob');
    expect(counters.peek('bob').count).toBe(1);
    clock.ms = WINDOW_MS;
    expect(counters.hit('bob').count).toBe(2);
    expect(counters.size()).toBe(1);
  });

  it('make room for newcomers once the flood is over', () => {
    const { clock, counters } = createAt();
    flood(counters, MAX_EXACT_KEYS);
    clock.ms = WINDOW_MS;
    counters.hit('alice');
    expect(counters.size()).toBe(1);
    expect(counters.peek('alice').count).toBe(1);
  });
});
