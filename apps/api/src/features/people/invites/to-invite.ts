import type { Invite } from '@bookchat/shared';
import type { LinksTable } from '../../../db/schema/people.ts';

/** @param now as in RFC 3339 with milliseconds, in UTC: such texts are in the order of time. */
export function toInvite(link: LinksTable, now: string): Invite {
  const { id, role, note, rooms, uses, max_uses, created_at, created_by, expires_at, revoked_at } = link;
  return {
    id,
    role,
    note,
    rooms: rooms === '' ? [] : rooms.split(','),
    status: statusOf(link, now),
    uses,
    max_uses,
    created_at,
    created_by,
    expires_at,
    revoked_at,
  };
}

/** What ended it first where several did. */
function statusOf({ revoked_at, uses, max_uses, expires_at }: LinksTable, now: string): Invite['status'] {
  if (revoked_at !== null) return 'revoked';
  if (uses >= max_uses) return 'used_up';
  return expires_at <= now ? 'expired' : 'open';
}
