import type { RoomRetention } from '@bookchat/shared';
import { formatNumber } from '../../lib/format-number.ts';
import type { Alarms } from '../../plugins/alarms.ts';

const WAITING = 'retention.waiting';
const DAY_MS = 86_400_000;
/** The archive may be away for a weekend. */
const PATIENCE_DAYS = 3;

interface Waiting {
  readonly rooms: readonly RoomRetention[];
  readonly hindrance: string | null;
  /** In milliseconds since 1970. */
  readonly now: number;
}

/** Tells whoever runs the server of messages that should have left long ago. */
export function tellOfWaiting(alarms: Alarms, { rooms, hindrance, now }: Waiting): void {
  const late = rooms.filter((room) => isLate(room, now));
  if (late.length === 0) {
    alarms.clear(WAITING);
    return;
  }
  const messages = late.reduce((sum, { waiting }) => sum + waiting, 0);
  alarms.raise({
    cause: WAITING,
    severity: 'WARNING',
    title: 'Messages stay longer than they should',
    message:
      `${formatNumber(messages)} messages are past the time that they are to be kept by more than ` +
      `${PATIENCE_DAYS} days, and stay because the archive does not hold them, or was not verified to. ` +
      `${hindrance ?? 'See what holds the archive up.'} This ends when they have left.`,
    details: { rooms: late.map(({ room }) => room).join(', '), messages },
  });
}

/** Days leave as a whole, and so the last of its messages is kept up to a day longer. */
function isLate({ days, oldest_waiting_at: oldest }: RoomRetention, now: number): boolean {
  if (days === null || oldest === null) return false;
  return now - Date.parse(oldest) > (days + 1 + PATIENCE_DAYS) * DAY_MS;
}
