import * as z from 'zod/mini';
import { defineEndpoint } from '../endpoint.ts';
import { scheduleSchema } from '../fields/schedule.ts';
import { timestampSchema } from '../fields/timestamp.ts';

const NAME_HINT = 'Give the name of a task, for example database_backup.';

const params = z.strictObject({
  name: z.string(NAME_HINT).check(z.regex(/^[a-z][a-z0-9_]{0,40}$/, NAME_HINT)),
});

export const taskRunSchema = z
  .object({
    started_at: timestampSchema,
    finished_at: timestampSchema,
    /** `interrupted`: the server stopped or went into maintenance while it ran; it is repeated soon. */
    result: z.enum(['ok', 'failed', 'timed_out', 'interrupted']),
    /** What came out, or what went wrong, in words. */
    message: z.string(),
  })
  .check(z.meta({ id: 'TaskRun', description: 'How a run of a task ended.' }));

export const taskSchema = z
  .object({
    name: z.string(),
    summary: z.string(),
    enabled: z.boolean(),
    schedule: scheduleSchema,
    /** What the configuration says, in force again when the schedule is set to null. */
    default_schedule: scheduleSchema,
    /** Seconds at most that are added to each time by chance, and never more than a tenth of the pause between two. */
    jitter: z.number(),
    /** Seconds after which a run is given up. */
    timeout: z.number(),
    /** Also while a run that was given up hangs on: until it ends there is no other. */
    running_since: z.nullable(timestampSchema),
    /** Null while it is disabled. */
    next_run_at: z.nullable(timestampSchema),
    last_run: z.nullable(taskRunSchema),
    runs: z.int(),
    failures: z.int(),
    /** How many of the last runs failed in a row. */
    failures_in_a_row: z.int(),
  })
  .check(z.meta({ id: 'Task', description: 'Work that the server does by itself, at its times.' }));

export type Task = z.infer<typeof taskSchema>;
export type TaskRun = z.infer<typeof taskRunSchema>;

export const listTasks = defineEndpoint({
  method: 'GET',
  path: '/api/system/tasks',
  summary: 'List the scheduled tasks',
  description:
    'What the server does by itself, when it did it last and how that ended, and when it comes next.',
  access: 'monitor',
  limit: 'admin',
  openInDevelopment: true,
  answers: {
    200: z
      .object({ tasks: z.array(taskSchema) })
      .check(z.meta({ id: 'Tasks', description: 'What the server does by itself.' })),
  },
  problems: [],
});

export const runTask = defineEndpoint({
  method: 'POST',
  path: '/api/system/tasks/:name/run',
  summary: 'Run a task now',
  description:
    'Starts the task at once, also a disabled one, and answers without waiting for its end: `last_run` tells of that. ' +
    'A run that is under way is not joined by a second.',
  access: 'admin',
  limit: 'admin',
  params,
  answers: { 202: taskSchema },
  problems: ['task_not_found', 'already_running', 'maintenance'],
});

export const changeTask = defineEndpoint({
  method: 'PATCH',
  path: '/api/system/tasks/:name',
  summary: 'Change a task',
  description:
    'Enables or disables it, or gives it another schedule: a pause from one start to the next (`24h`), or a cron line ' +
    'in UTC (`30 3 * * *`). Null brings back the configured one. Both last beyond a restart.',
  access: 'admin',
  limit: 'admin',
  params,
  body: z
    .strictObject({
      enabled: z.optional(z.boolean('Give true to enable the task, and false to disable it.')),
      schedule: z.optional(z.nullable(scheduleSchema)),
    })
    .check(
      z.refine((body) => body.enabled !== undefined || body.schedule !== undefined, {
        error: 'Give `enabled`, `schedule` or both.',
      }),
    ),
  answers: { 200: taskSchema },
  problems: ['task_not_found', 'storage_full', 'maintenance'],
});
