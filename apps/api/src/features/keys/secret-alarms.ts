import type { WatchedSecretsTable } from '../../db/schema/watched-secrets.ts';
import type { Alarm, Alarms } from '../../plugins/alarms.ts';
import type { SecretToWatch } from './list-secrets.ts';
import { DAY_MS, type Limits } from './to-api-key.ts';
import { ageMsOf, isTooOld } from './to-watched-secret.ts';

interface Parts {
  readonly alarms: Alarms;
  readonly limits: Limits;
  readonly now: () => number;
}

/** Warns of a secret that is too old or ends, and takes that back once it is put right. */
export function createSecretAlarms({ alarms, limits, now }: Parts) {
  /** @param row what is remembered of it; undefined where it is not set. */
  return (secret: SecretToWatch, row: WatchedSecretsTable | undefined): void => {
    if (row !== undefined && isTooOld(row, limits, now())) alarms.raise(tooOld(secret, row, limits, now()));
    else alarms.clear(ageCause(secret.name));
    const leftMs = row?.expires_at == null ? Number.POSITIVE_INFINITY : Date.parse(row.expires_at) - now();
    if (row !== undefined && leftMs <= limits.expiryDays * DAY_MS)
      alarms.raise(leftMs <= 0 ? ended(secret, row) : ending(secret, row, leftMs));
    else alarms.clear(expiryCause(secret.name));
  };
}

function ageCause(name: string): string {
  return `secret_age.${name.toLowerCase()}`;
}

function expiryCause(name: string): string {
  return `secret_expiry.${name.toLowerCase()}`;
}

function tooOld(
  { name, rotation }: SecretToWatch,
  row: WatchedSecretsTable,
  { ageDays: limit }: Limits,
  now: number,
): Alarm {
  const days = Math.floor(ageMsOf(row, now) / DAY_MS);
  return {
    cause: ageCause(name),
    severity: 'WARNING',
    title: `${name} is ${days} days old`,
    message:
      `${name} has been the same for ${days} days, and ${limit} are the limit (KEY_ROTATION_DAYS): the longer ` +
      `a secret is in use, the more places may hold a copy. ${rotation} This ends by itself then.`,
    details: {
      secret: name,
      age_days: days,
      limit_days: limit,
      first_seen_at: row.first_seen_at,
      last_rotated_at: row.rotated_at,
      rotations: row.rotations,
    },
  };
}

function ending(
  { name, rotation }: SecretToWatch,
  { expires_at }: WatchedSecretsTable,
  leftMs: number,
): Alarm {
  const days = Math.ceil(leftMs / DAY_MS);
  return {
    cause: expiryCause(name),
    severity: 'WARNING',
    title: `${name} ends in ${days === 1 ? 'a day' : `${days} days`}`,
    message: `What needs it stops at ${expires_at}. ${rotation} This ends by itself then.`,
    details: { secret: name, expires_at },
  };
}

function ended({ name, rotation }: SecretToWatch, { expires_at }: WatchedSecretsTable): Alarm {
  return {
    cause: expiryCause(name),
    severity: 'CRITICAL',
    title: `${name} has ended`,
    message: `It was good until ${expires_at}, and what needs it does not work any more. ${rotation} This ends by itself then.`,
    details: { secret: name, expires_at },
  };
}
