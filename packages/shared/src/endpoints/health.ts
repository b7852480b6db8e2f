import * as z from 'zod/mini';
import { defineEndpoint } from '../endpoint.ts';

const serviceStatusSchema = z.enum(['healthy', 'degraded', 'unhealthy', 'off']);

const serviceSchema = z.object({
  status: serviceStatusSchema,
  /** What is the matter, or how it goes, in words. */
  message: z.string(),
});

export type ServiceHealth = z.infer<typeof serviceSchema>;

const healthSchema = z
  .object({
    /** `degraded`: the chat works, something beside it does not; or it is in maintenance for a moment. */
    status: z.enum(['healthy', 'degraded', 'unhealthy']),
    services: z.object({
      database: serviceSchema,
      /** `hit_rate`: 0 to 1; null before the first question. */
      cache: z.extend(serviceSchema, { hit_rate: z.nullable(z.number()) }),
      archive: serviceSchema,
      backups: serviceSchema,
      scheduler: serviceSchema,
      alerts: serviceSchema,
      /** The fullest of those that BookChat uses; null until they were first looked at. */
      disk: z.extend(serviceSchema, {
        free_bytes: z.nullable(z.int()),
        total_bytes: z.nullable(z.int()),
      }),
    }),
    /** Of the file and its write-ahead log; 0 where it is kept in memory. */
    database: z.object({
      bytes: z.int(),
      wal_bytes: z.int(),
      /**
       * `messages` is null where they cannot be counted, or have not been yet. `changes` is how many there have been:
       * retention takes those of old messages along.
       */
      rows: z.object({ messages: z.nullable(z.int()), changes: z.int() }),
    }),
  })
  .check(z.meta({ id: 'Health', description: 'How each part of the server is.' }));

export type Health = z.infer<typeof healthSchema>;

export const readHealth = defineEndpoint({
  method: 'GET',
  path: '/api/system/health',
  summary: 'Ask how each part of the server is',
  description:
    '200 while the chat works, also where something beside it does not, or in maintenance (`degraded`); 503 when it ' +
    'does not (`unhealthy`).',
  access: 'monitor',
  limit: 'admin',
  openInDevelopment: true,
  answers: { 200: healthSchema, 503: healthSchema },
  problems: [],
});
