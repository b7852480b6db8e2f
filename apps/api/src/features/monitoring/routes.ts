import { readHealth, readMonitoring, readStats } from '@bookchat/shared';
import type { FastifyInstance } from 'fastify';
import { addEndpoint } from '../../lib/add-endpoint.ts';
import { watchCpuShare } from './cpu-share.ts';
import { createReadHealth, type HealthParts } from './read-health.ts';
import { createReadMonitoring } from './read-monitoring.ts';
import { createReadStats } from './read-stats.ts';
import { within } from './within.ts';

/** Whoever watches the health does not wait for long. */
const COUNT_LIMIT_MS = 2_000;

export function addMonitoringRoutes(
  app: FastifyInstance,
  parts: HealthParts,
  untilClosed: AbortSignal,
): void {
  addEndpoint(app, readStats, createReadStats(app.requestFigures, watchCpuShare(untilClosed)));
  addEndpoint(app, readMonitoring, createReadMonitoring(app));

  const read = createReadHealth(app, parts);
  addEndpoint(app, readHealth, async (_request, reply) => {
    // Where they are still being counted, the answer goes without.
    await within(parts.messages.ready(), COUNT_LIMIT_MS, parts.clock).catch(() => undefined);
    const health = read();
    return reply.code(health.status === 'unhealthy' ? 503 : 200).send(health);
  });
}
