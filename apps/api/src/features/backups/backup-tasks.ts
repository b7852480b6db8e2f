import type { BackupReason } from '@bookchat/shared';
import type { FastifyInstance } from 'fastify';
import type { Config } from '../../config.ts';
import type { Clock } from '../../lib/clock.ts';
import { parseSchedule } from '../../lib/parse-schedule.ts';
import type { Backups } from './backups.ts';
import { describeBackup } from './describe-backup.ts';

interface Parts {
  readonly config: Config;
  readonly clock: Clock;
  readonly backups: Backups;
}

const BACKUP_TASK = 'database_backup';
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

export function addBackupTasks(app: FastifyInstance, { config, clock, backups }: Parts): void {
  let giveBack = () => {};

  app.scheduler.add({
    name: BACKUP_TASK,
    summary: 'Copies the database, verifies the copy, and removes the oldest backups.',
    schedule: config.schedules.database_backup,
    jitterMs: 5 * MINUTE_MS,
    timeoutMs: HOUR_MS,
    admit(request) {
      giveBack = app.dailyBackups.take(request);
    },
    run: ({ signal, isByHand }) => (isByHand ? makeOnDemand(signal) : makeAndTell('scheduled', signal)),
    isOverdue,
  });

  app.scheduler.add({
    name: 'cleanup_backups',
    summary: 'Removes what is left of broken backups, and what is more than are kept.',
    schedule: config.schedules.cleanup_backups,
    jitterMs: 5 * MINUTE_MS,
    timeoutMs: HOUR_MS,
    run: ({ signal }) => backups.cleanUp({ signal, waitUntil: signal }),
  });

  async function makeOnDemand(signal: AbortSignal): Promise<string> {
    try {
      return await makeAndTell('on_demand', signal);
    } catch (error) {
      giveBack();
      throw error;
    }
  }

  async function makeAndTell(reason: BackupReason, signal: AbortSignal): Promise<string> {
    const backup = await backups.make(reason, { signal, waitUntil: signal });
    return `Made ${backup.file}: ${describeBackup(backup)}.`;
  }

  /** What is there counts, whoever made it; not when the task last ran. */
  async function isOverdue(): Promise<boolean> {
    await backups.list();
    const newest = backups.newest();
    if (newest === null) return true;
    const madeAt = Date.parse(newest.created_at);
    const schedule = parseSchedule(currentSchedule());
    if (schedule?.kind === 'cron') return (schedule.next(new Date(madeAt))?.getTime() ?? 0) <= clock.now();
    return schedule === null || madeAt + schedule.ms <= clock.now();
  }

  function currentSchedule(): string {
    const task = app.scheduler.list().find(({ name }) => name === BACKUP_TASK);
    return task?.schedule ?? config.schedules.database_backup;
  }
}
