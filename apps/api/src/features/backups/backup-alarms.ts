import { type Backup, makeBackup } from '@bookchat/shared';
import type { FastifyBaseLogger } from 'fastify';
import type { Clock } from '../../lib/clock.ts';
import type { Alarms } from '../../plugins/alarms.ts';
import type { BackupListener } from './backup-parts.ts';
import { describeBackup } from './describe-backup.ts';

const AT_ONCE = `at once by ${makeBackup.method} ${makeBackup.path}`;

interface Parts {
  readonly alarms: Alarms;
  readonly log: FastifyBaseLogger;
  readonly clock: Pick<Clock, 'now'>;
}

export interface BackupAlarms extends BackupListener {
  /** Takes note of the newest backup, which another process may have made. */
  saw(newest: Backup | null): void;
}

/** Tells whoever runs the server what comes of making backups. */
export function createBackupAlarms({ alarms, log, clock }: Parts): BackupAlarms {
  let failedAt: number | null = null;
  return {
    saw(newest) {
      if (failedAt === null || newest === null || Date.parse(newest.created_at) <= failedAt) return;
      failedAt = null;
      alarms.clear('backup_failed');
    },
    made(backup) {
      failedAt = null;
      alarms.clear('backup_failed');
      alarms.clear('backup_overdue');
      alarms.raise({
        cause: `backup_done.${backup.id}`,
        severity: 'INFO',
        title: `Backup made: ${describeBackup(backup)}`,
        message: `${backup.file} was made and verified. It is in the list of backups, and can be restored from there.`,
        details: toDetails(backup),
        isOver: true,
      });
    },
    failed(error) {
      failedAt = clock.now();
      log.error({ err: error }, 'a backup failed');
      alarms.raise({
        cause: 'backup_failed',
        severity: 'CRITICAL',
        title: 'A backup failed',
        message:
          `${error.message} What was written since the last good backup exists once only. It is tried again at the ` +
          `next time of the task database_backup, or ${AT_ONCE}. This ends with the next good backup.`,
      });
    },
    pruned: () => alarms.clear('backup_pruning'),
    notPruned(error) {
      log.error({ err: error }, 'old backups could not be removed');
      alarms.raise({
        cause: 'backup_pruning',
        severity: 'WARNING',
        title: 'Old backups cannot be removed',
        message: `The newest backup is good, but what it makes superfluous stays: ${error.message} Until that is put right, they fill the disk.`,
      });
    },
    copiedAside: () => alarms.clear('backup_copy'),
    notCopiedAside(error) {
      log.error({ err: error }, 'a backup could not be copied to BACKUP_COPY_DIR');
      alarms.raise({
        cause: 'backup_copy',
        severity: 'WARNING',
        title: 'A backup could not be copied to BACKUP_COPY_DIR',
        message:
          `The backup itself is good, but it lies on one disk alone. ${error.message} See that BACKUP_COPY_DIR is there, ` +
          'has room, and may be written to. This ends with the next copy that succeeds.',
      });
    },
  };
}

function toDetails({ id, reason, bytes, rows, position }: Backup) {
  return { backup: id, reason, bytes, messages: rows['messages'] ?? 0, position };
}
