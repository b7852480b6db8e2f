import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Config, Secrets } from '../../config.ts';
import type { Clock } from '../../lib/clock.ts';
import { ARCHIVE_TASK, addArchiveTasks } from './archive-tasks.ts';
import { assembleArchive } from './assemble-archive.ts';
import { checkArchive } from './check-archive.ts';
import { createPlace } from './create-place.ts';
import { createGithubAccess } from './github-access.ts';
import { pauseBetweenTries } from './pause-between-tries.ts';
import { createArchiveDrill } from './restoring/drilling/archive-drill.ts';

interface Options {
  readonly config: Config;
  readonly secrets: Secrets;
  readonly clock: Clock;
  /** Keeps a secret that comes to be while the server runs out of whatever is logged, stored or sent. */
  readonly hide: (secret: string) => void;
}

/** How long the last pass may take when the server stops. */
const LAST_PASS_MS = 2_000;
const MINUTE_MS = 60_000;

/** The archive of a server: at its times, when a batch is full, and once more at the end. */
export function createArchive(app: FastifyInstance, options: Options) {
  const { database, changeLog, alarms, log } = app;
  const { config, secrets, clock } = options;
  const place = createPlace(database, options);
  const archive = assembleArchive({
    database,
    file: config.database,
    changeLog,
    place,
    alarms,
    clock,
    log,
    isAtHome: config.openAccess === 'home',
    pause: pauseBetweenTries,
    publicNoticeMs: config.archive.publicNoticeMinutes * MINUTE_MS,
  });
  const stopping = new AbortController();
  addArchiveTasks(app, { config, place, ...archive });
  app.restoreDrills.push(createArchiveDrill({ database, config, secrets, alarms, place }));
  changeLog.onPublish(() => {
    if (archive.isFull()) app.scheduler.trigger(ARCHIVE_TASK).catch(() => {}); // it runs, or must not
  });
  app.addHook(
    'onListen',
    async () => void checkArchive({ place, alarms: archive.alarms, log, isFirst: true }, stopping.signal),
  );
  app.addHook('preClose', async () => stopping.abort());
  app.addHook('onClose', async () => {
    await lastPass();
    await place.close();
  });
  const github = createGithubAccess({ ...options, token: place.token, tokenChanged });
  return { ...archive, github, stopping: stopping.signal };

  async function tokenChanged(by: FastifyRequest): Promise<void> {
    await checkArchive({ place, alarms: archive.alarms, log, isFirst: true }, stopping.signal);
    app.scheduler.trigger(ARCHIVE_TASK, by).catch(() => {}); // it runs, or must not
  }

  /** What was written since the last pass goes along, where that does not hold up the stop. */
  async function lastPass(): Promise<void> {
    if (archive.isIdle()) return;
    try {
      log.info(await archive.pass({ signal: AbortSignal.timeout(LAST_PASS_MS), isHurried: true }));
    } catch (error) {
      log.warn({ err: error }, 'the last pass of the archive was left for the next start');
    }
  }
}

export type Archive = ReturnType<typeof createArchive>;
