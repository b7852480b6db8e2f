import type { RoomRetention } from '@bookchat/shared';
import { formatBytes } from '../../lib/format-bytes.ts';
import { formatNumber } from '../../lib/format-number.ts';
import type { Found } from '../retention.ts';
import { toTable } from '../to-table.ts';

const HEADINGS = ['room', 'kept', 'past that', 'would leave', 'to a yearly database', 'wait'];

/** What is kept for how long, and what would leave, in lines for a terminal. @param yearlyDir of the yearly databases. */
export function describeRetention({ rooms, hindrance, yearly }: Found, yearlyDir: string): string {
  const table = rooms.length === 0 ? 'There is no message yet.' : toTable([HEADINGS, ...rooms.map(toRow)]);
  const isHeld = rooms.some(({ waiting }) => waiting > 0) && hindrance !== null;
  const files = yearly.map(
    ({ file, messages, bytes }) => `${yearlyDir}/${file}: ${messages} messages, ${formatBytes(bytes)}`,
  );
  return [table, ...(isHeld ? [hindrance] : []), ...files].join('\n');
}

function toRow({ room, days, past, removable, to_yearly, waiting }: RoomRetention): string[] {
  const kept = days === null ? 'for good' : `${days} ${days === 1 ? 'day' : 'days'}`;
  return [room, kept, ...[past, removable, to_yearly, waiting].map((number) => formatNumber(number))];
}
