import type { WatchedSecretsTable } from '../../db/schema/watched-secrets.ts';
import type { Alarm } from '../../plugins/alarms.ts';
import type { WatchedSecret } from './list-secrets.ts';

/** What is raised when the secret grows too old, and ends with its change. */
export function toCause(name: string): string {
  return `secret_age.${name.toLowerCase()}`;
}

export function toAlarm(
  { name, rotation }: WatchedSecret,
  { first_seen_at, rotations }: WatchedSecretsTable,
  { ageDays, limitDays }: { ageDays: number; limitDays: number },
): Alarm {
  return {
    cause: toCause(name),
    severity: 'WARNING',
    title: `${name} is ${ageDays} days old`,
    message:
      `${name} has been the same for ${ageDays} days, and ${limitDays} are the limit (KEY_ROTATION_DAYS): the longer ` +
      `a secret is in use, the more places may hold a copy. ${rotation} This ends by itself then.`,
    details: { secret: name, age_days: ageDays, limit_days: limitDays, first_seen_at, rotations },
  };
}
