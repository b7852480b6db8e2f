import type { FastifyInstance } from 'fastify';
import fp from 'fastify-plugin';
import type { Config } from '../../config.ts';
import type { Clock } from '../../lib/clock.ts';
import { createDatabaseAlarms } from './database-alarms.ts';
import { watchDatabaseFile } from './database-file.ts';
import { foldersOf, watchDisks } from './disk-watch.ts';
import { watchEventLoop } from './loop-watch.ts';
import { createMessageCount } from './message-count.ts';
import { addMonitoringRoutes } from './routes.ts';
import { addMonitoringTasks } from './tasks.ts';

interface Options {
  readonly config: Config;
  readonly clock: Clock;
}

/** Tells operators how the server does, and notices by itself what they should know. */
export const monitoringFeature = fp<Options>(
  async (app, { config, clock }) => {
    const closing = new AbortController();
    app.addHook('onClose', async () => closing.abort());
    const parts = createParts(app, { config, clock }, closing.signal);
    const { database, alarms } = app;

    parts.disks.keepFresh();
    database.condition.listen(createDatabaseAlarms(alarms, () => app.backups.newest()?.id ?? null));
    database.onReplaced(() => {
      parts.file.takeNew();
      parts.messages.forget();
    });
    addMonitoringRoutes(app, parts, closing.signal);
    addMonitoringTasks(app, parts);
  },
  {
    name: 'monitoring',
    dependencies: [
      'access',
      'alarms',
      'alerts',
      'backups',
      'changes',
      'database',
      'maintenance',
      'messages',
      'rate-limits-feature',
      'request-figures',
      'scheduler',
    ],
  },
);

function createParts(app: FastifyInstance, { config, clock }: Options, untilClosed: AbortSignal) {
  return {
    config,
    clock,
    alarms: app.alarms,
    database: app.database,
    disks: watchDisks(foldersOf(config), clock),
    loop: watchEventLoop(untilClosed),
    file: watchDatabaseFile(config.database),
    messages: createMessageCount(app, config.database, untilClosed),
  };
}
