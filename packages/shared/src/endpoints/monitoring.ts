import * as z from 'zod/mini';
import { alertSchema } from '../alert.ts';
import { defineEndpoint } from '../endpoint.ts';
import { breachSummarySchema } from './breaches.ts';

export const readMonitoring = defineEndpoint({
  method: 'GET',
  path: '/api/system/monitoring',
  summary: 'Read what needs attention',
  description: 'Breaches of the limits in the last 24 hours, who caused most of them, and the latest alerts.',
  access: 'monitor',
  limit: 'admin',
  openInDevelopment: true,
  answers: {
    200: z
      .object({
        breaches: breachSummarySchema,
        recent_alerts: z.array(alertSchema),
        top_violators: z.object({
          endpoints: z.array(z.object({ endpoint: z.string(), count: z.int() })),
          clients: z.array(z.object({ client: z.string(), count: z.int() })),
        }),
      })
      .check(z.meta({ id: 'Monitoring', description: 'What needs attention.' })),
  },
  problems: [],
});

export type Monitoring = z.infer<(typeof readMonitoring.answers)[200]>;
