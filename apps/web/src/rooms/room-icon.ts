import type { RoomKind } from '@bookchat/shared';
import { avatar } from '../components/avatar.ts';
import { svg } from '../lib/svg.ts';

const PAGE = 'M5 4.500H16.500Q19 4.500 19 7V19.500H7.500Q5 19.500 5 17ZM9 9H15M9 13H13';
const LOCK = 'M6.500 11H17.500V19.500H6.500ZM9 11V8a3 3 0 0 1 6 0V11';

/** A page for an open room, a lock for a private one, and a face for a direct one. */
export function roomIcon(kind: RoomKind, title: string): Element {
  if (kind === 'direct') return avatar(title);
  return svg('0 0 24 24', 'icon', kind === 'open' ? PAGE : LOCK);
}
