import { setTimeout } from 'node:timers/promises';
import fp from 'fastify-plugin';
import type { Config } from '../../config.ts';
import type { Clock } from '../../lib/clock.ts';
import { ProblemError } from '../../lib/problem-error.ts';
import { createAgeWatch } from './backup-age.ts';
import { createBackupAlarms } from './backup-alarms.ts';
import { addBackupTasks } from './backup-tasks.ts';
import { type Backups, createBackups } from './backups.ts';
import { fileSource, memorySource } from './copy-source.ts';
import { addDrillTask } from './restore/drill-task.ts';
import { createRestore } from './restore/restore-backup.ts';
import type { RestoreDrill } from './restore/restore-drill.ts';
import { addRestoreRoute } from './restore/restore-route.ts';
import { addBackupRoutes } from './routes.ts';

export { type BackupFiles, backupFiles, backupFilesAt, isBackupId } from './backup-files.ts';
export type { BackupListener } from './backup-parts.ts';
export { type Backups, createBackups } from './backups.ts';
export { fileSource } from './copy-source.ts';
export { describeBackup } from './describe-backup.ts';
export { findBackup } from './find-backup.ts';
export { listBackups } from './list-backups.ts';
export { describeEndedKeys } from './restore/carry-over.ts';
export type { RestoreDrill } from './restore/restore-drill.ts';
export { restoreOffline } from './restore/restore-offline.ts';
export { verifyBackup } from './verify-backup.ts';

declare module 'fastify' {
  interface FastifyInstance {
    readonly backups: Backups;
    /** What is tried besides, by whoever keeps something else that a restore can be made of. */
    readonly restoreDrills: RestoreDrill[];
  }
}

const AGE_CHECK_MS = 5 * 60_000;
const PATIENCE_MS = 2_000;
const DAY_MS = 24 * 3_600_000;

export const backupsFeature = fp<{ config: Config; clock: Clock }>(
  async (app, { config, clock }) => {
    const alarms = createBackupAlarms({ alarms: app.alarms, log: app.log, clock });
    const backups = createBackups({
      config: config.backups,
      source: config.database === ':memory:' ? memorySource(app.database) : fileSource(config.database),
      clock,
      listener: alarms,
    });
    const stopping = new AbortController();
    const checkAge = createAgeWatch({ clock, alarms: app.alarms, overdueHours: config.backups.overdueHours });
    let cancelCheck = () => {};

    app.decorate('backups', backups);
    app.decorate('restoreDrills', []);
    addBackupRoutes(app, backups, stopping.signal);
    addRestoreRoute(app, createRestore(app, { config, clock, backups }), stopping.signal);
    addBackupTasks(app, { config, clock, backups });
    addDrillTask(app, { config, backups });
    app.addHook('onReady', () => Promise.race([seedDailyBackups(), endOfPatience()]));
    app.addHook('onListen', async () => lookAndGoOn());
    app.addHook('preClose', async () => {
      cancelCheck();
      stopping.abort(givenUp());
    });

    /** Those of the last day count although the server was started anew. */
    async function seedDailyBackups(): Promise<void> {
      const made = (await look()).filter(({ reason }) => reason === 'on_demand');
      const times = made.map(({ created_at }) => new Date(created_at));
      app.dailyBackups.seed(times.filter((time) => Math.abs(clock.now() - time.getTime()) < DAY_MS));
    }

    async function lookAndGoOn(): Promise<void> {
      await look();
      alarms.saw(backups.newest());
      checkAge(backups.newest());
      if (!stopping.signal.aborted) cancelCheck = clock.setTimer(() => void lookAndGoOn(), AGE_CHECK_MS);
    }

    async function look() {
      try {
        return (await backups.list()).backups;
      } catch (error) {
        app.log.error({ err: error }, 'the folder of the backups cannot be read');
        return [];
      }
    }
  },
  { name: 'backups', dependencies: ['database', 'alarms', 'maintenance', 'scheduler', 'rate-limits'] },
);

/** A disk that does not answer, such as a share that is gone, holds up no start. */
function endOfPatience(): Promise<void> {
  return setTimeout(PATIENCE_MS, undefined, { ref: false });
}

function givenUp(): ProblemError {
  return new ProblemError(
    'shutting_down',
    'The server is stopping, and what was under way was given up. Try again later.',
    { headers: { 'retry-after': '2', connection: 'close' } },
  );
}
