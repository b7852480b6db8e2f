import type { Alert, Backup, ServiceHealth } from '@bookchat/shared';
import type { FastifyInstance } from 'fastify';

/** What other features tell of themselves, where they are there. */
export interface Neighbours {
  newestBackup(): Backup | null;
  alertsState(): ServiceHealth;
  recentAlerts(limit: number): Alert[];
}

interface Decorators {
  readonly backups?: { newest(): Backup | null };
  readonly alerts?: { state(): ServiceHealth; recent(limit: number): Alert[] };
}

export function neighboursOf(app: FastifyInstance): Neighbours {
  const { backups, alerts } = app as Decorators;
  return {
    newestBackup: () => backups?.newest() ?? null,
    alertsState: () => alerts?.state() ?? { status: 'off', message: 'There are none in this version.' },
    recentAlerts: (limit) => alerts?.recent(limit) ?? [],
  };
}
