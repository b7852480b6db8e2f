import type { RateLimitClass } from '@bookchat/shared';
import type { Config } from '../../config.ts';

export interface RatePolicy {
  readonly name: RateLimitClass;
  /** Requests per window and client. */
  readonly max: number;
  readonly timeWindow: number;
}

export type RatePolicies = Readonly<Record<Exclude<RateLimitClass, 'none'>, RatePolicy>>;

const DAY_MS = 24 * 3_600_000;

/**
 * Every limit that there is. Polls and reads are wide: a page that polls every 5 s must never limit itself,
 * nor may an office behind one address.
 */
export function ratePolicies({ rateLimits }: Config): RatePolicies {
  const timeWindow = rateLimits.windowSeconds * 1_000;
  return {
    write: { name: 'write', max: rateLimits.writes, timeWindow },
    read: { name: 'read', max: rateLimits.reads, timeWindow },
    poll: { name: 'poll', max: rateLimits.polls, timeWindow },
    search: { name: 'search', max: rateLimits.searches, timeWindow },
    admin: { name: 'admin', max: rateLimits.admin, timeWindow },
    sign_in: { name: 'sign_in', max: rateLimits.signIns, timeWindow },
    // Whoever asks: one count for the whole server, of those alone that are made (daily-backups.ts).
    backup: { name: 'backup', max: rateLimits.backupsPerDay, timeWindow: DAY_MS },
  };
}

/** The policy that a request meets at the door: files and the rest are reads, and who wants a backup is an operator. */
export function doorOf(limit: RateLimitClass = 'read'): Exclude<RateLimitClass, 'backup'> {
  return limit === 'backup' ? 'admin' : limit;
}
