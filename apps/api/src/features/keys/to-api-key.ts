import type { ApiKey } from '@bookchat/shared';
import type { ApiKeysTable } from '../../db/schema/api-keys.ts';
import { scopesOf } from '../../plugins/api-keys/index.ts';

/** When somebody wants to be reminded. */
export interface Limits {
  /** Since the last change. */
  readonly ageDays: number;
  /** Before the end. */
  readonly expiryDays: number;
}

export const DAY_MS = 86_400_000;

interface Told {
  /** In milliseconds since 1970. */
  readonly now: number;
  /** What its owner is called. */
  readonly owner: string | null;
  /** Whether the caller may know of a room. */
  readonly sees: (room: string) => boolean;
}

export function toApiKey(key: ApiKeysTable, limits: Limits, { now, owner, sees }: Told): ApiKey {
  const rooms = key.rooms?.split(',') ?? null;
  const seen = rooms?.filter(sees) ?? null;
  const { previous_valid_until: until } = key;
  return {
    id: key.id,
    name: key.name,
    owner,
    scopes: scopesOf(key),
    rooms: seen,
    other_rooms: (rooms?.length ?? 0) - (seen?.length ?? 0),
    status: statusOf(key, limits, now),
    created_at: key.created_at,
    expires_at: key.expires_at,
    rotated_at: key.rotated_at,
    rotations: key.rotations,
    previous_valid_until: until !== null && Date.parse(until) > now ? until : null,
    last_used_at: key.last_used_at === null ? null : lastUseOf(key.last_used_at, key),
    revoked_at: key.revoked_at,
  };
}

/** What is most pressing. */
export function statusOf(key: ApiKeysTable, limits: Limits, now: number): ApiKey['status'] {
  if (key.revoked_at !== null) return 'revoked';
  const leftMs = Date.parse(key.expires_at) - now;
  if (leftMs <= 0) return 'expired';
  if (leftMs <= reminderDays(key, limits) * DAY_MS) return 'expiring';
  return now - Date.parse(sinceOf(key)) >= limits.ageDays * DAY_MS ? 'rotation_due' : 'active';
}

/** When it got the secret that it has. */
export function sinceOf({ rotated_at, created_at }: ApiKeysTable): string {
  return rotated_at ?? created_at;
}

/** A key for a week is not to be warned of on the day that it is made. */
function reminderDays({ days }: ApiKeysTable, { expiryDays }: Limits): number {
  return Math.min(expiryDays, days / 2);
}

/** To the minute, but not before it was made. */
function lastUseOf(at: string, { created_at }: ApiKeysTable): string {
  const minute = `${at.slice(0, 16)}:00.000Z`;
  return minute < created_at ? created_at : minute;
}
