import * as z from 'zod/mini';
import { defineEndpoint } from '../endpoint.ts';

export const readStats = defineEndpoint({
  method: 'GET',
  path: '/api/stats',
  summary: 'Read the figures of the server',
  description: 'Since its start, and for times the last 100 requests.',
  access: 'monitor',
  limit: 'admin',
  openInDevelopment: true,
  answers: {
    200: z
      .object({
        /** Seconds since the start. */
        uptime: z.number(),
        requests: z.int(),
        /** Answers with 5xx. */
        errors: z.int(),
        /** 0 to 1. */
        error_rate: z.number(),
        /** Seconds, over the last 100 requests. */
        avg_response_time: z.number(),
        /** Seconds, over the last 100 requests. */
        response_time_percentiles: z.object({
          p50: z.number(),
          p90: z.number(),
          p95: z.number(),
          p99: z.number(),
        }),
        /** Of this process since the last reading, 0 to 100 for all cores together. */
        cpu_percent: z.number(),
        /** Of the machine's memory (or what the container may have), 0 to 100. */
        memory_percent: z.number(),
        memory_bytes: z.int(),
        version: z.string(),
      })
      .check(z.meta({ id: 'Stats', description: 'The figures of the server.' })),
  },
  problems: [],
});

export type Stats = z.infer<(typeof readStats.answers)[200]>;
