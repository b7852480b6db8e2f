import type { Monitoring } from '@bookchat/shared';
import type { FastifyInstance } from 'fastify';
import { neighboursOf } from './neighbours.ts';

const RECENT_ALERTS = 10;

export function createReadMonitoring(app: FastifyInstance) {
  const neighbours = neighboursOf(app);

  return (): Monitoring => {
    const summary = app.breaches.summarize();
    return {
      breaches: summary,
      recent_alerts: neighbours.recentAlerts(RECENT_ALERTS),
      top_violators: {
        endpoints: summary.by_endpoint.map(({ endpoint, count }) => ({ endpoint, count })),
        clients: summary.by_client.map(({ client, count }) => ({ client, count })),
      },
    };
  };
}
