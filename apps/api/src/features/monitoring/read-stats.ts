import type { Stats } from '@bookchat/shared';
import type { RequestFigures } from '../../plugins/request-figures.ts';
import { VERSION } from '../../version.ts';
import { memoryLimit } from './memory-limit.ts';

/** @param cpuShare of all cores, 0 to 1. */
export function createReadStats(figures: RequestFigures, cpuShare: () => number): () => Stats {
  const startedAtMs = performance.now();

  return () => {
    const { requests, errors, sortedMs } = figures.read();
    const memoryBytes = process.memoryUsage.rss();
    return {
      uptime: inSeconds(performance.now() - startedAtMs),
      requests,
      errors,
      error_rate: requests === 0 ? 0 : toShare(errors / requests),
      avg_response_time: inSeconds(mean(sortedMs)),
      response_time_percentiles: toPercentiles(sortedMs),
      cpu_percent: toPercent(cpuShare()),
      memory_percent: toPercent(memoryBytes / memoryLimit()),
      memory_bytes: memoryBytes,
      version: VERSION,
    };
  };
}

function toPercentiles(sortedMs: Float64Array): Stats['response_time_percentiles'] {
  const at = (share: number) => inSeconds(percentile(sortedMs, share));
  return { p50: at(0.5), p90: at(0.9), p95: at(0.95), p99: at(0.99) };
}

/** The least of the values that this share of them does not exceed (nearest rank). */
function percentile(sorted: Float64Array, share: number): number {
  return sorted[Math.ceil(share * sorted.length) - 1] ?? 0;
}

function mean(values: Float64Array): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** To the microsecond. */
function inSeconds(ms: number): number {
  return Math.round(ms * 1_000) / 1_000_000;
}

function toPercent(share: number): number {
  return Math.round(share * 10_000) / 100;
}

/** To four digits behind the point. */
function toShare(share: number): number {
  return Math.round(share * 10_000) / 10_000;
}
