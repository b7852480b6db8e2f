import type { Alert, ServiceHealth } from '@bookchat/shared';
import type { FastifyInstance } from 'fastify';

/** What other features tell of themselves, where they are there. */
export interface Neighbours {
  alertsState(): ServiceHealth;
  recentAlerts(limit: number): Alert[];
}

interface Decorators {
  readonly alerts?: { state(): ServiceHealth; recent(limit: number): Alert[] };
}

export function neighboursOf(app: FastifyInstance): Neighbours {
  const { alerts } = app as Decorators;
  return {
    alertsState: () => alerts?.state() ?? { status: 'off', message: 'There are none in this version.' },
    recentAlerts: (limit) => alerts?.recent(limit) ?? [],
  };
}
