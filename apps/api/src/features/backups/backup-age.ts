import type { Backup } from '@bookchat/shared';
import type { Clock } from '../../lib/clock.ts';
import type { Alarms } from '../../plugins/alarms.ts';

interface Parts {
  readonly clock: Pick<Clock, 'now' | 'elapsed'>;
  readonly alarms: Alarms;
  readonly overdueHours: number;
}

const HOUR_MS = 3_600_000;
/**
 * It must stay so for this long: after a start, after a sleep, and when the clock was set, the task first has its
 * chance to make one.
 */
const PATIENCE_MS = 10 * 60_000;

/** Watches for how long there has been no verified backup. @returns what is told of the newest at each look. */
export function createAgeWatch({ clock, alarms, overdueHours }: Parts): (newest: Backup | null) => void {
  let overdueSince: number | null = null;
  return (newest) => {
    if (isFresh(newest)) {
      overdueSince = null;
      alarms.clear('backup_overdue');
      return;
    }
    overdueSince ??= clock.elapsed();
    if (clock.elapsed() - overdueSince >= PATIENCE_MS) raise(newest);
  };

  function isFresh(newest: Backup | null): boolean {
    return newest !== null && clock.now() - Date.parse(newest.created_at) <= overdueHours * HOUR_MS;
  }

  function raise(newest: Backup | null): void {
    alarms.raise({
      cause: 'backup_overdue',
      severity: 'WARNING',
      title: newest === null ? 'There is no backup' : `The newest backup is older than ${overdueHours} hours`,
      message:
        'See at /api/system/tasks whether the task database_backup is enabled, when it last ran and how that ended. ' +
        'This ends with the next good backup.',
      details: { newest: newest?.id ?? null, made_at: newest?.created_at ?? null },
    });
  }
}
