import type { RequestRecord } from './run.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const LEAST_BETWEEN_WRITES_MS = 1_000;
const POINTS_OF_A_WRITE = 5;

/** How hard a client was on GitHub, by what its secondary limits count. */
export interface Load {
  readonly reads: number;
  /** Requests that create content: all but GET. */
  readonly writes: number;
  /** Those that came less than a second after the one before. */
  readonly hurriedWrites: number;
  /** Those that came before the one before was answered. */
  readonly overlapping: number;
  /** GitHub allows 80. */
  readonly mostWritesInAMinute: number;
  /** GitHub allows 500. */
  readonly mostWritesInAnHour: number;
  /** GitHub allows 900; a read counts 1 and a write 5. */
  readonly mostPointsInAMinute: number;
}

/** By the double's own clock. What git itself sends does not count. */
export function measureLoad(requests: readonly RequestRecord[]): Load {
  const calls = requests.filter(({ operation }) => operation !== 'git');
  const writes = calls.filter(isWrite);
  const points = (call: RequestRecord) => (isWrite(call) ? POINTS_OF_A_WRITE : 1);
  return {
    reads: calls.length - writes.length,
    writes: writes.length,
    hurriedWrites: writes.filter((write, at) => write.at - timeBefore(writes, at) < LEAST_BETWEEN_WRITES_MS)
      .length,
    overlapping: calls.filter(({ overlapping }) => overlapping).length,
    mostWritesInAMinute: findMost(writes, MINUTE_MS, () => 1),
    mostWritesInAnHour: findMost(writes, HOUR_MS, () => 1),
    mostPointsInAMinute: findMost(calls, MINUTE_MS, points),
  };
}

function isWrite({ method }: RequestRecord): boolean {
  return method !== 'GET';
}

function timeBefore(writes: readonly RequestRecord[], at: number): number {
  return writes[at - 1]?.at ?? Number.NEGATIVE_INFINITY;
}

/** The largest sum within any window of that length. */
function findMost(
  calls: readonly RequestRecord[],
  windowMs: number,
  weigh: (call: RequestRecord) => number,
): number {
  let [most, sum, first] = [0, 0, 0];
  for (const call of calls) {
    sum += weigh(call);
    for (let oldest = calls[first]; oldest && oldest.at <= call.at - windowMs; oldest = calls[++first])
      sum -= weigh(oldest);
    most = Math.max(most, sum);
  }
  return most;
}
