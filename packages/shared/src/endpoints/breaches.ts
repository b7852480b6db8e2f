import * as z from 'zod/mini';
import { defineEndpoint } from '../endpoint.ts';
import { timestampSchema } from '../fields/timestamp.ts';
import { wholeNumberSchema } from '../fields/whole-number.ts';

const MAX_PERIOD_HOURS = 30 * 24;

const countedSchema = z.object({ count: z.int(), last_at: timestampSchema });

/** Requests that were refused with 429 in a period. */
export const breachSummarySchema = z
  .object({
    since: timestampSchema,
    total: z.int(),
    /** A warning goes out when there are more than these in the configured period. */
    warning_above: z.int(),
    /** The class of the limit, or `admin_token` where too many wrong ones were sent. */
    by_limit: z.array(z.extend(countedSchema, { limit: z.string() })),
    /** The ten most refused routes, for example `POST /api/messages`; `(no such address)` stands for all that are none. */
    by_endpoint: z.array(z.extend(countedSchema, { endpoint: z.string() })),
    /** The ten addresses or networks that were refused most; `(others)` stands for those not counted one by one. */
    by_client: z.array(z.extend(countedSchema, { client: z.string() })),
  })
  .check(z.meta({ id: 'BreachSummary', description: 'Requests that were refused with 429 in a period.' }));

export type BreachSummary = z.infer<typeof breachSummarySchema>;

/** What one client was refused on one route by one limit, from the first to the last time within some seconds. */
export const breachSchema = z
  .object({
    timestamp: timestampSchema,
    last_at: timestampSchema,
    endpoint: z.string(),
    client: z.string(),
    limit: z.string(),
    count: z.int(),
  })
  .check(z.meta({ id: 'Breach', description: 'Refusals of one client on one route, counted together.' }));

export type Breach = z.infer<typeof breachSchema>;

export const listBreaches = defineEndpoint({
  method: 'GET',
  path: '/api/system/breaches',
  summary: 'Read who went beyond the limits',
  description:
    'A summary of what was refused with 429 in the configured period (24 hours) or in the last `hours`, with the ' +
    'endpoints and clients that were refused most, and the latest of them; the last seconds included. Kept for 30 days.',
  access: 'monitor',
  limit: 'admin',
  openInDevelopment: true,
  query: z.strictObject({ hours: z.optional(wholeNumberSchema('A period in hours', 1, MAX_PERIOD_HOURS)) }),
  answers: {
    200: z
      .object({ summary: breachSummarySchema, latest: z.array(breachSchema) })
      .check(z.meta({ id: 'Breaches', description: 'Who went beyond the limits.' })),
  },
  problems: [],
});
