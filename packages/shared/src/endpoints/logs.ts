import * as z from 'zod/mini';
import { defineEndpoint } from '../endpoint.ts';
import { timestampSchema } from '../fields/timestamp.ts';
import { wholeNumberSchema } from '../fields/whole-number.ts';

const DEFAULT_LINES = 100;
const MAX_LINES = 1_000;
const MAX_SEARCH = 200;

export const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal'] as const;
const logLevelSchema = z.enum(LOG_LEVELS, 'A level is trace, debug, info, warn, error or fatal.');
export type LogLevel = z.infer<typeof logLevelSchema>;

export const logLineSchema = z.object({
  time: timestampSchema,
  level: logLevelSchema,
  message: z.string(),
  /** Everything else that the line holds, as JSON; empty where it holds no more. */
  details: z.string(),
});

export type LogLine = z.infer<typeof logLineSchema>;

export const readLogs = defineEndpoint({
  method: 'GET',
  path: '/api/system/logs',
  summary: 'Read the end of the log',
  description:
    'The latest lines, oldest first, of this level and above, that hold `search` (in whatever case). Secrets are not ' +
    'in them. Only what the log files still hold.',
  access: 'admin',
  limit: 'admin',
  openInDevelopment: true,
  query: z.strictObject({
    level: z._default(logLevelSchema, 'info'),
    search: z.optional(
      z
        .string('A search is text.')
        .check(z.maxLength(MAX_SEARCH, `Search for at most ${MAX_SEARCH} characters.`)),
    ),
    limit: z._default(wholeNumberSchema('A limit', 1, MAX_LINES), DEFAULT_LINES),
  }),
  answers: {
    200: z
      .object({
        lines: z.array(logLineSchema),
        /** Whether there are older ones that fit. */
        has_more: z.boolean(),
      })
      .check(z.meta({ id: 'LogLines', description: 'The latest lines of the log.' })),
  },
  problems: ['validation_failed'],
});
