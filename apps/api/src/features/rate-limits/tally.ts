import type { CountedRow } from './queries.ts';

export interface Counted {
  readonly count: number;
  readonly last_at: string;
}

type MutableCounted = { -readonly [Key in keyof Counted]: Counted[Key] };

export type Counts = ReadonlyMap<string, Counted>;

/** Refusals, counted by limit, by endpoint and by client. */
export interface Sums {
  readonly total: number;
  readonly limits: Counts;
  readonly endpoints: Counts;
  readonly clients: Counts;
}

export interface Tally extends Sums {
  add(row: CountedRow): void;
  /** Takes off again what was added before. */
  remove(row: CountedRow): void;
}

export function createTally(rows: readonly CountedRow[] = []): Tally {
  const limits = new Map<string, MutableCounted>();
  const endpoints = new Map<string, MutableCounted>();
  const clients = new Map<string, MutableCounted>();
  let total = 0;
  rows.forEach(add);

  return {
    get total() {
      return total;
    },
    limits,
    endpoints,
    clients,
    add,
    remove: (row) => change(row, -row.count),
  };

  function add(row: CountedRow): void {
    change(row, row.count);
  }

  function change(row: CountedRow, by: number): void {
    total += by;
    changeCount(limits, row.limit, by, row.last_at);
    changeCount(endpoints, row.endpoint, by, row.last_at);
    changeCount(clients, row.client, by, row.last_at);
  }
}

function changeCount(counts: Map<string, MutableCounted>, name: string, by: number, at: string): void {
  const counted = counts.get(name);
  if (counted === undefined) {
    counts.set(name, { count: by, last_at: at });
    return;
  }
  counted.count += by;
  counted.last_at = later(counted.last_at, at);
  if (counted.count === 0) counts.delete(name);
}

/** Moments as they are written sort like text. */
export function later(one: string, other: string): string {
  if (one > other) return one;
  return other;
}
