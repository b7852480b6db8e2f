import { listBreaches } from '@bookchat/shared';
import type { FastifyInstance } from 'fastify';
import { addEndpoint } from '../../lib/add-endpoint.ts';

const LATEST = 50;

export function addBreachRoutes(app: FastifyInstance): void {
  const { breaches } = app;
  addEndpoint(app, listBreaches, async ({ query: { hours } }) => ({
    summary: hours === undefined ? await breaches.summarizeWhole() : await breaches.summarizeHours(hours),
    latest: breaches.latest(LATEST),
  }));
}
