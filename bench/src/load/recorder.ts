import { readBusySeconds, readCpuSeconds } from '../processes/usage.ts';
import { percentile } from '../statistics/percentile.ts';
import type { Measured } from './job.ts';

export interface Recorder {
  answer(latencyMs: number, status: number): void;
  fail(reason: string): void;
  /** From now on answers count; failures always do. */
  begin(): void;
  end(): Measured;
}

/** Collects what one job measures. */
export function createRecorder(serverPid: number, expectedStatus: number): Recorder {
  const latencies: number[] = [];
  const failures: Record<string, number> = {};
  let counting = false;
  let startedAt = 0;
  let serverStart = 0;
  let loadStart = 0;
  let busyStart = 0;

  function fail(reason: string): void {
    failures[reason] = (failures[reason] ?? 0) + 1;
  }

  return {
    fail,
    answer(latencyMs, status) {
      if (status !== expectedStatus) fail(`status ${status}`);
      else if (counting) latencies.push(latencyMs);
    },
    begin() {
      counting = true;
      serverStart = readCpuSeconds(serverPid);
      loadStart = readCpuSeconds(process.pid);
      busyStart = readBusySeconds();
      startedAt = performance.now();
    },
    end() {
      counting = false;
      const seconds = (performance.now() - startedAt) / 1000;
      const serverCpu = (readCpuSeconds(serverPid) - serverStart) / seconds;
      const loadCpu = (readCpuSeconds(process.pid) - loadStart) / seconds;
      const busy = (readBusySeconds() - busyStart) / seconds;
      const sorted = Float64Array.from(latencies).sort();
      return {
        answers: sorted.length,
        seconds,
        p50Ms: percentile(sorted, 0.5),
        p99Ms: percentile(sorted, 0.99),
        maxMs: sorted.at(-1) ?? 0,
        serverCpu,
        loadCpu,
        othersCpu: Math.max(0, busy - serverCpu - loadCpu),
        failures,
      };
    },
  };
}
