import type { Retention } from '@bookchat/shared';
import type { Config } from '../../config.ts';

/** For how long what is no message is kept, as the contract says it. */
export function toKept({ retention, breaches, logs }: Config): Retention['kept'] {
  return {
    alert_days: retention.alertDays,
    breach_days: breaches.keepDays,
    metrics_minutes_hours: retention.metricsMinutesHours,
    metrics_hours_days: retention.metricsHoursDays,
    log_files: logs.files,
    log_file_bytes: logs.fileBytes,
    log_days: retention.logDays,
  };
}
