import type { Backup } from '@bookchat/shared';
import type { Alarms } from '../../../plugins/alarms.ts';
import { describeBackup } from '../describe-backup.ts';
import { type CarryEnd, describeEndedKeys } from './carry-over.ts';

export interface RestoreEnd extends CarryEnd {
  readonly backup: Backup;
  /** The folder, within the data folder, in which the old files are; null in memory. */
  readonly keptAside: string | null;
}

/** Tells whoever runs the server how a restore ended. */
export function createRestoreAlarms(alarms: Alarms) {
  return {
    done(end: RestoreEnd): void {
      const { backup, keptAside } = end;
      alarms.clear('restore_failed');
      alarms.raise({
        cause: `restore_done.${backup.id}`,
        severity: 'INFO',
        title: `Restored: the backup ${backup.id} (${describeBackup(backup)})`,
        message: describeEnd(end),
        details: { backup: backup.id, position: backup.position, kept_aside: keptAside },
        isOver: true,
      });
    },
    failed(backupId: string, { message }: Error): void {
      alarms.raise({
        cause: 'restore_failed',
        severity: 'CRITICAL',
        title: `The backup ${backupId} could not be restored`,
        message: `${message} This ends with the next restore that succeeds.`,
        details: { backup: backupId },
      });
    },
  };
}

function describeEnd({ backup, keptAside, notCarried, endedKeys }: RestoreEnd): string {
  const aside =
    keptAside === null
      ? ''
      : ` What was there before is in ${keptAside}, in the data folder, until the next verified backup.`;
  const tables =
    notCarried === null
      ? ''
      : ` Alerts, breaches and the runs of the tasks are those of the backup as well: those of before could not be taken over (${notCarried}).`;
  return `The conversation is as it was at ${backup.created_at}. What was written after that is gone from it.${aside}${tables}${describeEndedKeys(endedKeys)}`;
}
