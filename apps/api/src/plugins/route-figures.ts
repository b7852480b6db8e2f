import type { Endpoint } from '@bookchat/shared';

/** The upper ends of the buckets, in milliseconds; what takes longer is in one more. */
export const BUCKETS_MS = [1, 2.5, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000] as const;
const STATUS_CLASSES = ['1xx', '2xx', '3xx', '4xx', '5xx'] as const;
/** A count for each bucket, and the sum of the times. */
const CELLS = BUCKETS_MS.length + 2;

/** The answers of one route with one class of status. */
export interface RouteCount {
  readonly method: string;
  /** The path of the endpoint, and never the address that was asked for: there are few. */
  readonly route: string;
  readonly status: (typeof STATUS_CLASSES)[number];
  /** How many answers each bucket holds; not added up. */
  readonly buckets: readonly number[];
  readonly sumMs: number;
}

/** Files, and what is nowhere. */
const OTHER = { method: 'any', path: 'other' } as const;

/** Counts by route: a table of numbers for each, made at its first answer. */
export function createRouteFigures() {
  const tables = new Map<Endpoint | undefined, Float64Array>();

  return {
    answered(endpoint: Endpoint | undefined, status: number, ms: number): void {
      let table = tables.get(endpoint);
      if (table === undefined) {
        table = new Float64Array(STATUS_CLASSES.length * CELLS);
        tables.set(endpoint, table);
      }
      const first = classOf(status) * CELLS;
      const bucket = first + bucketOf(ms);
      const sum = first + CELLS - 1;
      table[bucket] = (table[bucket] as number) + 1;
      table[sum] = (table[sum] as number) + ms;
    },
    /** Those that have answered. */
    read: (): RouteCount[] => [...tables].flatMap(([endpoint, table]) => toCounts(endpoint ?? OTHER, table)),
  };
}

function classOf(status: number): number {
  return Math.min(STATUS_CLASSES.length, Math.max(1, Math.floor(status / 100))) - 1;
}

function bucketOf(ms: number): number {
  let bucket = 0;
  while (bucket < BUCKETS_MS.length && ms > (BUCKETS_MS[bucket] as number)) bucket += 1;
  return bucket;
}

function toCounts({ method, path }: { method: string; path: string }, table: Float64Array): RouteCount[] {
  return STATUS_CLASSES.map((status, index) => {
    const cells = [...table.subarray(index * CELLS, (index + 1) * CELLS)];
    return { method, route: path, status, buckets: cells.slice(0, -1), sumMs: cells.at(-1) ?? 0 };
  }).filter(({ buckets }) => buckets.some((count) => count > 0));
}
