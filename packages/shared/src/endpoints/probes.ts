import * as z from 'zod/mini';
import { defineEndpoint } from '../endpoint.ts';

const statusSchema = z.object({ status: z.literal('ok') });

export const livez = defineEndpoint({
  method: 'GET',
  path: '/livez',
  summary: 'Is the process alive?',
  description: 'For a supervisor: anything but 200 means that the process should be restarted.',
  access: 'public',
  limit: 'none',
  answers: { 200: statusSchema },
  problems: [],
});

export const readyz = defineEndpoint({
  method: 'GET',
  path: '/readyz',
  summary: 'Does it take requests?',
  description: 'For a load balancer: 503 while the server starts, stops or is in maintenance.',
  access: 'public',
  limit: 'none',
  answers: { 200: statusSchema },
  problems: ['shutting_down'],
});
