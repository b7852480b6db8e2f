import type { Monitoring } from '@bookchat/shared';
import type { FastifyInstance } from 'fastify';

const RECENT_ALERTS = 10;

export function createReadMonitoring({ breaches, alerts }: Pick<FastifyInstance, 'breaches' | 'alerts'>) {
  return (): Monitoring => {
    const summary = breaches.summarize();
    return {
      breaches: summary,
      recent_alerts: alerts.recent(RECENT_ALERTS),
      top_violators: {
        endpoints: summary.by_endpoint.map(({ endpoint, count }) => ({ endpoint, count })),
        clients: summary.by_client.map(({ client, count }) => ({ client, count })),
      },
    };
  };
}
