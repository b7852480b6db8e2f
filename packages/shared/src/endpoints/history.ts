import * as z from 'zod/mini';
import { defineEndpoint } from '../endpoint.ts';

/** By the minute for an hour and a day, by the hour for a week and 90 days. */
export const HISTORY_PERIODS = ['hour', 'day', 'week', 'quarter'] as const;
export const historyPeriodSchema = z.enum(HISTORY_PERIODS, 'A period is hour, day, week or quarter.');
export type HistoryPeriod = z.infer<typeof historyPeriodSchema>;

/** A value for each of the times; null where none is known, as while the server was down. */
const seriesSchema = z.array(z.nullable(z.number()));

/** What is kept of the past, by its name and with its unit. Of a longer step, `_max` is the worst minute. */
export const historySeriesSchema = z.object({
  /** A second. */
  requests: seriesSchema,
  /** Answers with 5xx, a second. */
  errors: seriesSchema,
  /** Messages posted, a second. */
  messages: seriesSchema,
  /** Seconds. */
  latency_p50: seriesSchema,
  latency_p90: seriesSchema,
  latency_p99: seriesSchema,
  /** The longest time that nothing could be answered, in seconds. */
  event_loop_max: seriesSchema,
  /** Of all cores, 0 to 100. */
  cpu_percent: seriesSchema,
  memory_bytes: seriesSchema,
  database_bytes: seriesSchema,
  wal_bytes: seriesSchema,
  disk_free_bytes: seriesSchema,
  /** Messages and other events that no commit holds. */
  archive_backlog: seriesSchema,
  /** For how long the oldest of them waits, in seconds; 0 where none does. */
  archive_lag: seriesSchema,
  /** Seconds since the newest backup was verified. */
  backup_age: seriesSchema,
});

export const readHistory = defineEndpoint({
  method: 'GET',
  path: '/api/system/history',
  summary: 'Read how the figures went',
  description:
    'For charts: a value a minute of the last hour or day, or a value an hour of the last week or quarter, oldest ' +
    'first. Kept across restarts; what is older is forgotten.',
  access: 'monitor',
  limit: 'admin',
  openInDevelopment: true,
  query: z.strictObject({ period: z._default(historyPeriodSchema, 'hour') }),
  answers: {
    200: z
      .object({
        period: historyPeriodSchema,
        step_seconds: z.int(),
        /** Seconds since 1970 at which each step began, with no gaps. */
        times: z.array(z.int()),
        series: historySeriesSchema,
      })
      .check(z.meta({ id: 'History', description: 'How the figures of the server went.' })),
  },
  problems: ['validation_failed'],
});

export type History = z.infer<(typeof readHistory.answers)[200]>;
