import { formatBytes } from '../../lib/format-bytes.ts';
import type { Alarms } from '../../plugins/alarms.ts';

const CAUSE = 'database_size';

/** Warns where the database is larger than the operator expects it to be. */
export function checkDatabaseSize(bytes: number, thresholdBytes: number, alarms: Alarms): void {
  if (bytes <= thresholdBytes) {
    alarms.clear(CAUSE);
    return;
  }
  alarms.raise({
    cause: CAUSE,
    severity: 'WARNING',
    title: 'The database is large',
    message:
      `It has ${formatBytes(bytes)}, more than the ${formatBytes(thresholdBytes)} of DATABASE_WARNING_MB. Nothing is ` +
      'wrong yet: see that its disk has room for it to grow, and the disk of the backups for several copies; then ' +
      'raise DATABASE_WARNING_MB.',
    details: { bytes, threshold_bytes: thresholdBytes },
  });
}
