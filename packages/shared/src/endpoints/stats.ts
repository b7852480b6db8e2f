import * as z from 'zod/mini';
import { defineEndpoint } from '../endpoint.ts';

export const readStats = defineEndpoint({
  method: 'GET',
  path: '/api/stats',
  summary: 'Read the figures of the server',
  description:
    'Since its start: how many requests were answered, whatever the answer was, and how many of them by a failure of the ' +
    'server. Response times are those of the last 100 answers.',
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
        /** Seconds, from the headers read to the answer handed over. */
        avg_response_time: z.number(),
        /** Seconds. */
        response_time_percentiles: z.object({
          p50: z.number(),
          p90: z.number(),
          p95: z.number(),
          p99: z.number(),
        }),
        /** What this process took of all cores together within the last seconds, 0 to 100. */
        cpu_percent: z.number(),
        /** What this process holds of the machine's memory, or of what its container may have, 0 to 100. */
        memory_percent: z.number(),
        memory_bytes: z.int(),
        version: z.string(),
      })
      .check(z.meta({ id: 'Stats', description: 'The figures of the server.' })),
  },
  problems: [],
});

export type Stats = z.infer<(typeof readStats.answers)[200]>;
