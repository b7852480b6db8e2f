import * as z from 'zod/mini';
import { alertSchema, severitySchema } from '../alert.ts';
import { defineEndpoint } from '../endpoint.ts';
import { givenTimestampSchema } from '../fields/given-timestamp.ts';
import { messageIdSchema } from '../fields/message-id.ts';
import { wholeNumberSchema } from '../fields/whole-number.ts';

/** A UUID of version 7, as that of a message: it holds the time, so that ids in order are alerts in order. */
const alertIdSchema = messageIdSchema;
const params = z.strictObject({ id: alertIdSchema });
const DEFAULT_ALERTS = 50;
const MAX_ALERTS = 200;

/** A way by which alerts reach people. */
export const channelSchema = z.enum(['log', 'email', 'webhook'], 'A channel is log, email or webhook.');

export type Channel = z.infer<typeof channelSchema>;

export const listAlerts = defineEndpoint({
  method: 'GET',
  path: '/api/system/alerts',
  summary: 'List the alerts',
  description:
    'Latest first: by severity, state and the time of the first sight, from `since` on (that moment included) up to ' +
    '`until` (that moment left out). `has_more` says whether there are older ones; the next page is the one `before` ' +
    'the last id of this one.',
  access: 'monitor',
  limit: 'admin',
  openInDevelopment: true,
  query: z.strictObject({
    severity: z.optional(severitySchema),
    state: z.optional(
      z.enum(['open', 'acknowledged', 'resolved'], 'A state is open, acknowledged or resolved.'),
    ),
    since: z.optional(givenTimestampSchema),
    until: z.optional(givenTimestampSchema),
    before: z.optional(alertIdSchema),
    limit: z._default(wholeNumberSchema('A limit', 1, MAX_ALERTS), DEFAULT_ALERTS),
  }),
  answers: {
    200: z
      .object({
        alerts: z.array(alertSchema),
        has_more: z.boolean(),
        /** How many are not resolved, by severity. */
        unresolved: z.record(severitySchema, z.int()),
      })
      .check(z.meta({ id: 'Alerts', description: 'A page of alerts, latest first.' })),
  },
  problems: [],
});

export const readAlert = defineEndpoint({
  method: 'GET',
  path: '/api/system/alerts/:id',
  summary: 'Read an alert',
  description: 'One alert as it stands now.',
  access: 'monitor',
  limit: 'admin',
  openInDevelopment: true,
  params,
  answers: { 200: alertSchema },
  problems: ['alert_not_found'],
});

export const acknowledgeAlert = defineEndpoint({
  method: 'POST',
  path: '/api/system/alerts/:id/acknowledge',
  summary: 'Acknowledge an alert',
  description:
    'Says that somebody knows: nobody is reminded any more. It lasts until its cause ends, or grows worse: then it is ' +
    'open again. Done again, or to a resolved one, it changes nothing.',
  access: 'admin',
  limit: 'admin',
  params,
  answers: { 200: alertSchema },
  problems: ['alert_not_found', 'maintenance'],
});

export const resolveAlert = defineEndpoint({
  method: 'POST',
  path: '/api/system/alerts/:id/resolve',
  summary: 'Resolve an alert',
  description: 'Closes it. If its cause goes on, or comes back, that is a new alert. Again changes nothing.',
  access: 'admin',
  limit: 'admin',
  params,
  answers: { 200: alertSchema },
  problems: ['alert_not_found', 'maintenance'],
});

export const testAlerts = defineEndpoint({
  method: 'POST',
  path: '/api/system/alerts/test',
  summary: 'Send a test alert',
  description:
    'Sends a test by every channel that is set up, or by one, and says how each went. It counts against the messages ' +
    'of that hour. Nothing is stored.',
  access: 'admin',
  limit: 'admin',
  body: z.nullish(z.strictObject({ channel: z.optional(channelSchema) })),
  answers: {
    200: z
      .object({
        channels: z.array(
          z.object({
            channel: channelSchema,
            result: z.enum(['delivered', 'failed', 'not_set_up']),
            message: z.string(),
          }),
        ),
      })
      .check(z.meta({ id: 'AlertTest', description: 'How a test alert went by each channel.' })),
  },
  problems: ['maintenance'],
});
