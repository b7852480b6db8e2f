import type { Invite } from '@bookchat/shared';
import type { LinksTable } from '../../../db/schema/people.ts';
import { roomsOf } from '../../../plugins/people/index.ts';

interface Told {
  /** As in RFC 3339 with milliseconds, in UTC: such texts are in the order of time. */
  readonly now: string;
  /** Whether the caller may know of a room. */
  readonly sees: (room: string) => boolean;
  readonly isForSome: (room: string) => boolean;
}

/** Rooms of which the caller does not know are not named. */
export function toInvite(link: LinksTable, { now, sees, isForSome }: Told): Invite {
  const { id, role, note, uses, max_uses, created_at, created_by, expires_at, revoked_at } = link;
  const rooms = roomsOf(link);
  return {
    id,
    role,
    note,
    rooms: rooms.filter(sees),
    // Whoever runs the server sees all open rooms: one that is neither seen nor private has gone with a restore.
    other_rooms: rooms.filter((room) => !sees(room) && isForSome(room)).length,
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
