import type { WatchedSecret } from '@bookchat/shared';
import { secretSince, type WatchedSecretsTable } from '../../db/schema/watched-secrets.ts';
import type { SecretToWatch } from './list-secrets.ts';
import { DAY_MS, type Limits } from './to-api-key.ts';

interface Seen {
  /** What is remembered of it; undefined before it was looked at. */
  readonly row: WatchedSecretsTable | undefined;
  readonly rotatesHere: boolean;
}

/** @param now in milliseconds since 1970. */
export function toWatchedSecret(
  secret: SecretToWatch,
  { row, rotatesHere }: Seen,
  limits: Limits,
  now: number,
): WatchedSecret {
  const isSet = secret.read() !== null;
  const seen = isSet ? row : undefined;
  return {
    name: secret.name,
    status: isSet ? statusOf(seen, limits, now) : 'not_set',
    fingerprint: seen?.fingerprint ?? null,
    first_seen_at: seen?.first_seen_at ?? null,
    age_days: seen === undefined ? null : Math.max(0, Math.floor(ageMsOf(seen, now) / DAY_MS)),
    expires_at: seen?.expires_at ?? null,
    rotations: seen?.rotations ?? 0,
    last_rotated_at: seen?.rotated_at ?? null,
    how_to_rotate: secret.rotation,
    rotates_here: rotatesHere,
  };
}

/** What is most pressing. */
function statusOf(
  row: WatchedSecretsTable | undefined,
  limits: Limits,
  now: number,
): Exclude<WatchedSecret['status'], 'not_set'> {
  if (row === undefined) return 'active';
  const leftMs = row.expires_at === null ? Number.POSITIVE_INFINITY : Date.parse(row.expires_at) - now;
  if (leftMs <= 0) return 'expired';
  if (leftMs <= limits.expiryDays * DAY_MS) return 'expiring';
  return isTooOld(row, limits, now) ? 'rotation_due' : 'active';
}

export function isTooOld(row: WatchedSecretsTable, { ageDays }: Limits, now: number): boolean {
  return ageMsOf(row, now) >= ageDays * DAY_MS;
}

export function ageMsOf(row: WatchedSecretsTable, now: number): number {
  return now - Date.parse(secretSince(row));
}
