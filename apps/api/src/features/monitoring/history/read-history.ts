import type { History, HistoryPeriod } from '@bookchat/shared';
import type { Database } from '../../../db/open-database.ts';
import type { MetricsTable } from '../../../db/schema/metrics.ts';
import type { Clock } from '../../../lib/clock.ts';
import { prepareListFrom } from './queries.ts';
import { SERIES } from './series.ts';

interface Span {
  readonly table: 'metrics_minutes' | 'metrics_hours';
  readonly stepSeconds: number;
  readonly steps: number;
}

const MINUTE = { table: 'metrics_minutes', stepSeconds: 60 } as const;
const HOUR = { table: 'metrics_hours', stepSeconds: 3_600 } as const;
const SPANS: Readonly<Record<HistoryPeriod, Span>> = {
  hour: { ...MINUTE, steps: 60 },
  day: { ...MINUTE, steps: 24 * 60 },
  week: { ...HOUR, steps: 7 * 24 },
  quarter: { ...HOUR, steps: 90 * 24 },
};

/** Reads the figures of a period: the last minute that is over, or the present hour, comes last. */
export function createReadHistory(database: Database, clock: Clock): (period: HistoryPeriod) => History {
  const list = {
    metrics_minutes: prepareListFrom(database, 'metrics_minutes'),
    metrics_hours: prepareListFrom(database, 'metrics_hours'),
  };

  return (period) => {
    const { table, stepSeconds, steps } = SPANS[period];
    const last = lastStep(stepSeconds);
    const rows = list[table].all({ at: last - steps * stepSeconds });
    const byTime = new Map(rows.map((row) => [row.at, row]));
    // Until the minute that has just ended is written, the one before is the newest, and not a gap the newest.
    const end = !byTime.has(last) && byTime.has(last - stepSeconds) ? last - stepSeconds : last;
    const times = Array.from({ length: steps }, (_, index) => end - (steps - 1 - index) * stepSeconds);
    return { period, step_seconds: stepSeconds, times, series: toSeries(times.map((at) => byTime.get(at))) };
  };

  function lastStep(stepSeconds: number): number {
    const present = Math.floor(clock.now() / 1_000 / stepSeconds) * stepSeconds;
    return stepSeconds === MINUTE.stepSeconds ? present - stepSeconds : present;
  }
}

function toSeries(rows: readonly (MetricsTable | undefined)[]): History['series'] {
  const entries = SERIES.map((name) => [name, rows.map((row) => row?.[name] ?? null)] as const);
  return Object.fromEntries(entries) as History['series'];
}
