import { makeBackup } from '@bookchat/shared';
import { countOf } from '../../../lib/count-of.ts';
import { formatNumber } from '../../../lib/format-number.ts';
import { ProblemError } from '../../../lib/problem-error.ts';
import type { Alarms } from '../../../plugins/alarms.ts';
import type { Drill } from './drill-restore.ts';

const CAUSE = 'restore_drill';

/**
 * Tells whoever runs the server what a drill has shown.
 * @returns that in words, where it is nothing bad.
 * @throws Error that says in words what is.
 */
export function judgeDrill({ backup, comparison }: Drill, alarms: Alarms): string {
  if (comparison === null) {
    alarms.clear(CAUSE);
    return `Backup ${backup.id} can be restored. A database in memory is not compared with it.`;
  }
  const { rows, differing, first, isSameHistory } = comparison;
  if (differing === 0) {
    alarms.clear(CAUSE);
    return `Backup ${backup.id} can be restored; its ${countOf(rows, 'row')} of messages and changes are the database’s.`;
  }
  if (!isSameHistory)
    return `Backup ${backup.id} can be restored. It is of the history before the last restore, and is not held to the present one; the next backup will be.`;
  const what = `Backup ${backup.id} can be restored, but ${countOf(differing, 'row')} of it ${differing === 1 ? 'is' : 'are'} not as in the database: ${list(first, differing)}.`;
  alarms.raise({
    cause: CAUSE,
    severity: 'CRITICAL',
    title: 'The newest backup and the database do not hold the same',
    message:
      `${what} One of the two was altered or damaged after the backup was made. Keep a copy of this backup where it is ` +
      `not removed, make another by ${makeBackup.method} ${makeBackup.path}, and look in both at what is named here, to ` +
      'see which of them is right. This ends with the next drill that finds no difference.',
    details: { backup: backup.id, rows, differing, first: first.join(', ') },
  });
  throw new Error(what);
}

/** Tells that a backup could not be restored; not what is the fault of the disk, or of nobody. */
export function judgeFailedDrill(backupId: string, error: unknown, alarms: Alarms): void {
  if (!(error instanceof ProblemError) || error.code !== 'backup_unusable') return;
  alarms.raise({
    cause: CAUSE,
    severity: 'CRITICAL',
    title: 'The newest backup cannot be restored',
    message:
      `${error.message} Make another at once by ${makeBackup.method} ${makeBackup.path}, and see what is wrong with the ` +
      'disk of the backups. This ends with the next drill that succeeds.',
    details: { backup: backupId },
  });
}

function list(first: readonly string[], differing: number): string {
  const more = differing - first.length;
  return more > 0 ? `${first.join(', ')} and ${formatNumber(more)} more` : first.join(', ');
}
