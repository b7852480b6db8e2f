import * as z from 'zod/mini';
import { timestampSchema } from './fields/timestamp.ts';

/** From what wakes somebody up to what is only worth knowing. */
export const SEVERITIES = ['CRITICAL', 'WARNING', 'INFO'] as const;
export const severitySchema = z.enum(SEVERITIES, 'A severity is CRITICAL, WARNING or INFO.');
export type Severity = z.infer<typeof severitySchema>;

/** Something that whoever runs the server should know; the same cause, while it lasts, is one alert with a count. */
export const alertSchema = z
  .object({
    id: z.uuid(),
    /** When it was first seen. */
    timestamp: timestampSchema,
    /** The worst since it was opened. */
    severity: severitySchema,
    title: z.string(),
    /** What is wrong and what to do, in plain words. */
    message: z.string(),
    details: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
    /** What it is about: while one of a cause is open, there is no second. */
    cause: z.string(),
    count: z.int(),
    last_seen_at: timestampSchema,
    state: z.enum(['open', 'acknowledged', 'resolved']),
    acknowledged_at: z.nullable(timestampSchema),
    resolved_at: z.nullable(timestampSchema),
  })
  .check(z.meta({ id: 'Alert', description: 'Something that whoever runs the server should know.' }));

export type Alert = z.infer<typeof alertSchema>;
