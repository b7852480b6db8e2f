import type { HeldRoom } from './held-room.ts';
import type { Rights } from './rights.ts';
import type { RoomBook } from './room-book.ts';
import type { Viewer } from './viewer.ts';

/** Where a room stands among those that somebody sees, from 1 on: the numbers of all rooms would tell by their gaps of others. */
export function placeAmongSeen(
  { name }: Pick<HeldRoom, 'name'>,
  viewer: Viewer,
  { book, rights }: { readonly book: RoomBook; readonly rights: Pick<Rights, 'canSee'> },
): number {
  let place = 1;
  for (const other of book.list()) {
    if (other.name === name) break;
    if (rights.canSee(other, viewer)) place += 1;
  }
  return place;
}
