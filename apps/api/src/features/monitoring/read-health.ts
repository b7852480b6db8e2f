import type { Health, ServiceHealth } from '@bookchat/shared';
import type { FastifyInstance } from 'fastify';
import type { Config } from '../../config.ts';
import type { Clock } from '../../lib/clock.ts';
import type { DatabaseFile, DatabaseFileWatch } from './database-file.ts';
import type { DiskWatch } from './disk-watch.ts';
import type { MessageCount } from './message-count.ts';
import {
  archiveState,
  backupsState,
  cacheState,
  databaseState,
  diskState,
  maintenanceState,
  schedulerState,
} from './service-states.ts';

export interface HealthParts {
  readonly config: Config;
  readonly clock: Clock;
  readonly disks: DiskWatch;
  readonly file: DatabaseFileWatch;
  readonly messages: MessageCount;
}

/** Asks each part how it is; all of them know without looking, but for one query and the size of two files. */
export function createReadHealth(
  app: FastifyInstance,
  { config, clock, disks, file, messages }: HealthParts,
) {
  const probe = prepareProbe(app);
  const { thresholds, backups } = config;

  return (): Health => {
    disks.keepFresh();
    const onDisk = file.look();
    const services = {
      database: lookAtDatabase(onDisk),
      cache: cacheState(app.messageFigures),
      archive: archiveState(app.archive.status()),
      backups: backupsState(app.backups.newest(), backups.overdueHours, clock.now()),
      scheduler: schedulerState(app.scheduler.state()),
      alerts: app.alerts.state(),
      disk: diskState(disks.latest, thresholds),
    };
    const rows = { messages: messages.now, changes: app.changeLog.newest.position };
    return {
      status: overall(services),
      services,
      database: { bytes: onDisk.bytes, wal_bytes: onDisk.walBytes, rows },
    };
  };

  function lookAtDatabase(onDisk: DatabaseFile): ServiceHealth {
    const { what } = app.maintenance;
    return what === null ? databaseState(probe(), app.database.condition, onDisk) : maintenanceState(what);
  }
}

/** Whether the database answers a query. */
function prepareProbe({ database }: FastifyInstance): () => boolean {
  const probe = database.prepareRead((db) =>
    db.selectFrom('server_state').select('value').where('key', '=', 'epoch'),
  );
  return () => {
    try {
      return probe.get({}) !== undefined;
    } catch {
      return false; // what was wrong is known to database.condition
    }
  };
}

/** The chat needs its database alone. */
function overall(services: Health['services']): Health['status'] {
  if (services.database.status === 'unhealthy') return 'unhealthy';
  const isWell = Object.values(services).every(({ status }) => status === 'healthy' || status === 'off');
  return isWell ? 'healthy' : 'degraded';
}
