import type { FastifyInstance } from 'fastify';
import type { MetricsTable } from '../../../db/schema/metrics.ts';
import type { Clock } from '../../../lib/clock.ts';
import { createCpuMeter } from '../cpu-share.ts';
import type { LoopWatch } from '../loop-watch.ts';
import type { Vitals } from '../read-vitals.ts';

export interface SampleParts {
  readonly clock: Clock;
  readonly loop: LoopWatch;
  readonly readVitals: () => Vitals;
}

type Sources = Pick<FastifyInstance, 'requestFigures' | 'messageFigures'>;

const MINUTE_MS = 60_000;

/** Takes the figures of the time since it was asked last, as a row of the minute that most of that lies in. */
export function createSampler(app: Sources, { clock, loop, readVitals }: SampleParts): () => MetricsTable {
  const takeLongest = loop.createReader();
  const cpuShare = createCpuMeter();
  let last = count();

  return () => {
    const from = last;
    last = count();
    const seconds = Math.max(1, (last.elapsed - from.elapsed) / 1_000);
    const row = {
      at: minuteOf(clock.now(), last.elapsed - from.elapsed),
      requests: (last.requests - from.requests) / seconds,
      errors: (last.errors - from.errors) / seconds,
      messages: (last.messages - from.messages) / seconds,
      ...takeLatencies(),
      event_loop_max: Math.max(0, takeLongest() / 1_000),
      cpu_percent: cpuShare() * 100,
      ...toColumns(readVitals()),
    };
    return rounded(row);
  };

  function count() {
    const { requests, errors } = app.requestFigures.read();
    return { elapsed: clock.elapsed(), requests, errors, messages: app.messageFigures.written };
  }

  function takeLatencies() {
    const { recent } = app.requestFigures;
    const seconds = (share: number) => {
      const ms = recent.percentile(share);
      return ms === null ? null : ms / 1_000;
    };
    const latencies = { latency_p50: seconds(0.5), latency_p90: seconds(0.9), latency_p99: seconds(0.99) };
    recent.reset();
    return latencies;
  }
}

/** Where it was not asked for long, as on a laptop that slept, the last minute of that time. */
function minuteOf(nowMs: number, elapsedMs: number): number {
  const middle = nowMs - Math.min(elapsedMs, MINUTE_MS) / 2;
  return (Math.floor(middle / MINUTE_MS) * MINUTE_MS) / 1_000;
}

function toColumns(vitals: Vitals) {
  return {
    memory_bytes: vitals.memoryBytes,
    database_bytes: vitals.databaseBytes,
    wal_bytes: vitals.walBytes,
    disk_free_bytes: vitals.diskFreeBytes,
    archive_backlog: vitals.archiveBacklog,
    archive_lag: vitals.archiveLagSeconds,
    backup_age: vitals.backupAgeSeconds,
  };
}

/** To the millionth: no chart shows more, and the answer stays short. */
function rounded(row: MetricsTable): MetricsTable {
  const entries = Object.entries(row).map(([name, value]) => [
    name,
    value === null ? null : Math.round(value * 1e6) / 1e6,
  ]);
  return Object.fromEntries(entries) as MetricsTable;
}
