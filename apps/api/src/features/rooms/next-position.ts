import type { RoomBook } from './room-book.ts';

/** Below all others. */
export function nextPosition(book: RoomBook): number {
  return Math.max(0, ...book.list().map(({ position }) => position)) + 1;
}
