import type { FastifyInstance } from 'fastify';
import fp from 'fastify-plugin';
import type { Config } from '../../config.ts';
import type { Clock } from '../../lib/clock.ts';
import { createDatabaseBook } from './database/database-book.ts';
import { createDatabaseAlarms } from './database-alarms.ts';
import { watchDatabaseFile } from './database-file.ts';
import { foldersOf, watchDisks } from './disk-watch.ts';
import { createMinuteRecorder } from './history/record-minutes.ts';
import { createSampler } from './history/sample-figures.ts';
import { watchEventLoop } from './loop-watch.ts';
import { createMessageCount } from './message-count.ts';
import { createReadVitals } from './read-vitals.ts';
import { addMonitoringRoutes } from './routes.ts';
import { shedLoad } from './shed-load.ts';
import { addMonitoringTasks } from './tasks.ts';

export { describeDisk, describeSilent, judgeDisk, NO_DISK } from './check-disks.ts';
export { type Disk, foldersOf, watchDisks } from './disk-watch.ts';

interface Options {
  readonly config: Config;
  readonly clock: Clock;
  /** Has what the log holds in memory written. */
  readonly flushLog: () => Promise<void>;
}

/** Tells operators how the server does, and notices by itself what they should know. */
export const monitoringFeature = fp<Options>(
  async (app, options) => {
    const closing = new AbortController();
    app.addHook('onClose', async () => closing.abort());
    const parts = createParts(app, options, closing.signal);
    const { database, alarms } = app;

    parts.disks.keepFresh();
    database.statements.slowFromMs = options.config.thresholds.slowQueryMs;
    database.condition.listen(createDatabaseAlarms(alarms, () => app.backups.newest()?.id ?? null));
    database.onReplaced(() => {
      parts.file.takeNew();
      parts.messages.forget();
      parts.book.forget();
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
      'api-keys',
      'archive',
      'backups',
      'changes',
      'database',
      'maintenance',
      'messages',
      'rate-limits-feature',
      'readiness',
      'request-figures',
      'scheduler',
    ],
  },
);

function createParts(app: FastifyInstance, { config, clock, flushLog }: Options, untilClosed: AbortSignal) {
  const { database, alarms, readiness, log } = app;
  const disks = watchDisks(foldersOf(config), clock);
  const loop = watchEventLoop(untilClosed);
  const file = watchDatabaseFile(config.database);
  const readVitals = createReadVitals(app, { clock, disks, file });
  const sample = createSampler(app, { clock, loop, readVitals });
  return {
    config,
    clock,
    alarms,
    database,
    disks,
    loop,
    file,
    flushLog,
    readVitals,
    messages: createMessageCount(app, config.database, untilClosed),
    book: createDatabaseBook({ database, log, clock, file: config.database, untilClosed }),
    shedding: shedLoad({ readiness, log, loop }, config.thresholds.shedMs),
    recordMinute: createMinuteRecorder(app, { clock, sample, kept: config.retention }),
  };
}
