import * as z from 'zod/mini';
import { defineEndpoint } from '../endpoint.ts';
import { timestampSchema } from '../fields/timestamp.ts';

/** For how long the messages of a room stay, and what a run would do now. */
export const roomRetentionSchema = z.object({
  room: z.string(),
  /** Null where its messages are kept for good. */
  days: z.nullable(z.int()),
  /** Messages of days that are past that. */
  past: z.int(),
  /** Of these, how many the archive holds and has been verified to: they would leave the database. */
  removable: z.int(),
  /** Of these, how many wait for the archive to hold them, to be verified, or to write the page of their day. */
  waiting: z.int(),
  /** Of these, how many no archive takes: they would go into the database of their year. */
  to_yearly: z.int(),
  /** When the oldest of those that wait was written. */
  oldest_waiting_at: z.nullable(timestampSchema),
});

export const retentionRunSchema = z
  .object({
    started_at: timestampSchema,
    finished_at: timestampSchema,
    removed: z.int(),
    to_yearly: z.int(),
    /** Messages that are past their time and stay for now. */
    waiting: z.int(),
    /** By how much the file of the database has become smaller. */
    freed_bytes: z.int(),
    /** What came out, in words. */
    message: z.string(),
  })
  .check(z.meta({ id: 'RetentionRun', description: 'What a run of retention has removed.' }));

export type RetentionRun = z.infer<typeof retentionRunSchema>;

export const retentionSchema = z
  .object({
    /** Every room that has messages or days of its own. */
    rooms: z.array(roomRetentionSchema),
    /** For how long the rest is kept. */
    kept: z.object({
      alert_days: z.int(),
      breach_days: z.int(),
      metrics_minutes_hours: z.int(),
      metrics_hours_days: z.int(),
      log_files: z.int(),
      log_file_bytes: z.int(),
      /** Null: by their number alone. */
      log_days: z.nullable(z.int()),
    }),
    /** When the archive was last found to be as the database has it; null since it was not, and where there is none. */
    verified_at: z.nullable(timestampSchema),
    /** Why nothing can leave at present, in words; null where nothing is in the way. */
    hindrance: z.nullable(z.string()),
    /** Room in the file of the database that nothing uses. */
    free_bytes: z.int(),
    /** Whether it can be given back to the disk. */
    can_shrink: z.boolean(),
    running_since: z.nullable(timestampSchema),
    next_run_at: z.nullable(timestampSchema),
    last_run: z.nullable(retentionRunSchema),
    /** The databases that hold what no archive does. */
    yearly: z.array(z.object({ file: z.string(), bytes: z.int(), messages: z.int() })),
  })
  .check(z.meta({ id: 'Retention', description: 'For how long things are kept, and what would leave now.' }));

export type Retention = z.infer<typeof retentionSchema>;
export type RoomRetention = Retention['rooms'][number];

export const readRetention = defineEndpoint({
  method: 'GET',
  path: '/api/system/retention',
  summary: 'Ask what is kept for how long, and what would leave now',
  description:
    'A dry run: for each room how many messages are past its time, and how many of them may leave because the archive ' +
    'holds them and has been verified since. Nothing is changed. The task `retention` does it, at its times or by ' +
    '`POST /api/system/tasks/retention/run`; it verifies the archive once more before.',
  access: 'monitor',
  limit: 'admin',
  openInDevelopment: true,
  answers: { 200: retentionSchema },
  problems: ['maintenance'],
});
