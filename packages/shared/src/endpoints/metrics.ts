import * as z from 'zod/mini';
import { defineEndpoint } from '../endpoint.ts';

export const readMetrics = defineEndpoint({
  method: 'GET',
  path: '/metrics',
  summary: 'Read the figures for Prometheus',
  description:
    'In its text format, 0.0.4 (https://prometheus.io/docs/instrumenting/exposition_formats/). What each figure is ' +
    'stands beside it.',
  access: 'monitor',
  limit: 'admin',
  openInDevelopment: true,
  mediaType: 'text/plain',
  answers: { 200: z.string() },
  problems: [],
});
