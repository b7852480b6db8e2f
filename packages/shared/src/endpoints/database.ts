import * as z from 'zod/mini';
import { defineEndpoint } from '../endpoint.ts';
import { timestampSchema } from '../fields/timestamp.ts';

/** Statements that took long, counted together by their text, which holds no values. */
export const slowQuerySchema = z.object({
  sql: z.string(),
  count: z.int(),
  /** Seconds, of all of them and of the slowest. */
  total_seconds: z.number(),
  max_seconds: z.number(),
  last_at: timestampSchema,
  /** What SQLite says of how it runs, a line each. */
  plan: z.array(z.string()),
  /** The tables that it reads from end to end. */
  scans: z.array(z.string()),
  /** The index that would help, as SQL; null where none is known to. */
  suggestion: z.nullable(z.string()),
});

export const databaseReportSchema = z
  .object({
    engine: z.string().check(z.meta({ example: 'SQLite 3.53.0' })),
    bytes: z.int(),
    wal_bytes: z.int(),
    /** Pages that hold nothing any more. */
    free_bytes: z.int(),
    /** Rows by table, as of `measured_at`; with indexes and their sizes. */
    tables: z.array(z.object({ name: z.string(), rows: z.int(), bytes: z.int() })),
    indexes: z.array(
      z.object({
        name: z.string(),
        table: z.string(),
        columns: z.array(z.string()),
        bytes: z.int(),
        /** Whether any statement that the server has prepared since its start goes by it. */
        is_used: z.boolean(),
      }),
    ),
    /** Null until it was first measured, as `database_health` does. */
    measured_at: z.nullable(timestampSchema),
    integrity: z.nullable(z.object({ checked_at: timestampSchema, sound: z.boolean(), message: z.string() })),
    /** When SQLite last looked whether its statistics want to be renewed (`PRAGMA optimize`). */
    optimized_at: z.nullable(timestampSchema),
    /** What counts as slow. */
    slow_above_seconds: z.number(),
    /** Since the start, the costliest first. */
    slow_queries: z.array(slowQuerySchema),
  })
  .check(z.meta({ id: 'DatabaseReport', description: 'How the database does.' }));

export type DatabaseReport = z.infer<typeof databaseReportSchema>;

export const readDatabase = defineEndpoint({
  method: 'GET',
  path: '/api/system/database',
  summary: 'Read how the database does',
  description:
    'Its size by table and index, whether it is sound, which indexes are used, and which statements took long, with ' +
    'the index that would help where one is known. Answered from memory.',
  access: 'monitor',
  limit: 'admin',
  openInDevelopment: true,
  answers: { 200: databaseReportSchema },
  problems: [],
});
