import type { Config } from '../../config.ts';
import { formatBytes } from '../../lib/format-bytes.ts';
import type { Alarm, Alarms } from '../../plugins/alarms.ts';
import type { Disk, Disks } from './disk-watch.ts';

type Thresholds = Pick<Config['thresholds'], 'diskFreeWarning' | 'diskFreeCritical'>;

export const NO_DISK = 'No disk says how full it is.';
const CAUSE = 'disk_space';

/**
 * Holds the fullest disk to the thresholds; answers how it stands, in words.
 * @throws Error where a disk does not say how full it is, once the others were looked at.
 */
export function checkDisks({ known, silent }: Disks, thresholds: Thresholds, alarms: Alarms): string {
  const fullest = fullestOf(known);
  const level = fullest === undefined ? null : judgeDisk(fullest, thresholds);
  if (fullest !== undefined && level !== null) alarms.raise(toAlarm(fullest, level));
  if (silent !== null) throw new Error(describeSilent(silent), { cause: silent.reason });
  if (fullest === undefined) return NO_DISK;
  if (freeShare(fullest) >= enough(thresholds.diskFreeWarning)) alarms.clear(CAUSE);
  return `${describeDisk(fullest)}.`;
}

/** More than the threshold, so that the alarm does not come and go; but never more than a disk can have. */
function enough(threshold: number): number {
  return Math.min(threshold * 1.1, (threshold + 1) / 2);
}

export function fullestOf(disks: readonly Disk[]): Disk | undefined {
  return disks.toSorted((one, other) => freeShare(one) - freeShare(other))[0];
}

/** Null where there is room enough. */
export function judgeDisk(disk: Disk, thresholds: Thresholds): 'CRITICAL' | 'WARNING' | null {
  if (freeShare(disk) < thresholds.diskFreeCritical) return 'CRITICAL';
  return freeShare(disk) < thresholds.diskFreeWarning ? 'WARNING' : null;
}

/** For example `The disk of data and logs has 12 GB free (8 %)`. */
export function describeDisk(disk: Disk): string {
  const percent = Math.round(freeShare(disk) * 1_000) / 10;
  return `The disk of ${disk.holds.join(' and ')} has ${formatBytes(disk.freeBytes)} free (${percent} %)`;
}

/** For example `The disk of logs does not say how full it is`. */
export function describeSilent({ holds }: NonNullable<Disks['silent']>): string {
  return `The disk of ${holds} does not say how full it is`;
}

function freeShare({ freeBytes, totalBytes }: Disk): number {
  return freeBytes / totalBytes;
}

function toAlarm(disk: Disk, severity: 'CRITICAL' | 'WARNING'): Alarm {
  return {
    cause: CAUSE,
    severity,
    title: severity === 'CRITICAL' ? 'The disk is about to be full' : 'The disk is nearly full',
    message:
      `${describeDisk(disk)}. Once it is full, no message can be saved and no backup made. Remove what is not ` +
      'needed there, or give it more room.',
    details: { free_bytes: disk.freeBytes, total_bytes: disk.totalBytes, holds: disk.holds.join(', ') },
  };
}
