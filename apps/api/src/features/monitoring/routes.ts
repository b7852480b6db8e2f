import {
  readDatabase,
  readHealth,
  readHistory,
  readLogs,
  readMetrics,
  readMonitoring,
  readStats,
} from '@bookchat/shared';
import type { FastifyInstance } from 'fastify';
import { addEndpoint } from '../../lib/add-endpoint.ts';
import { watchCpuShare } from './cpu-share.ts';
import type { DatabaseBook } from './database/database-book.ts';
import { createReadDatabase } from './database/read-database.ts';
import { createReadHistory } from './history/read-history.ts';
import { createReadLogs } from './logs/read-logs.ts';
import type { LoopWatch } from './loop-watch.ts';
import { createReadMetrics, type MetricsParts } from './metrics/read-metrics.ts';
import { createReadHealth, type HealthParts } from './read-health.ts';
import { createReadMonitoring } from './read-monitoring.ts';
import { createReadStats } from './read-stats.ts';
import { within } from './within.ts';

/** Whoever watches the health does not wait for long. */
const COUNT_LIMIT_MS = 2_000;

export interface MonitoringParts extends HealthParts, MetricsParts {
  readonly book: DatabaseBook;
  readonly loop: LoopWatch;
  readonly flushLog: () => Promise<void>;
}

export function addMonitoringRoutes(
  app: FastifyInstance,
  parts: MonitoringParts,
  untilClosed: AbortSignal,
): void {
  const { config, clock, messages, book } = parts;
  const { database } = app;
  addEndpoint(app, readStats, createReadStats(app.requestFigures, watchCpuShare(untilClosed)));
  addEndpoint(app, readMonitoring, createReadMonitoring(app));

  const read = createReadHealth(app, parts);
  addEndpoint(app, readHealth, async (_request, reply) => {
    await waitFor(messages.ready());
    const health = read();
    return reply.code(health.status === 'unhealthy' ? 503 : 200).send(health);
  });

  const history = createReadHistory(database, clock);
  addEndpoint(app, readHistory, ({ query }) => history(query.period));

  const report = createReadDatabase({ ...parts, database, slowAboveMs: config.thresholds.slowQueryMs });
  addEndpoint(app, readDatabase, async () => {
    await waitFor(book.ready());
    return report();
  });

  const logs = createReadLogs(config.logs.dir, parts.flushLog);
  addEndpoint(app, readLogs, ({ query }) => logs(query));

  const metrics = createReadMetrics(app, parts);
  addEndpoint(app, readMetrics, async (_request, reply) => {
    await waitFor(messages.ready());
    return reply.type('text/plain; charset=utf-8').send(await metrics());
  });

  /** Where it takes longer, or fails, the answer goes without. */
  async function waitFor(measured: Promise<void>): Promise<void> {
    await within(measured, COUNT_LIMIT_MS, clock).catch(() => undefined);
  }
}
