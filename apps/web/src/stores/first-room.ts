import { DEFAULT_ROOM } from '../lib/contract.ts';
import type { Rooms } from './rooms.ts';

/** Where a reader begins who comes for none of them; undefined where they see no room. */
export function firstRoom(rooms: Pick<Rooms, 'find' | 'get'>): string | undefined {
  return (rooms.find(DEFAULT_ROOM) ?? rooms.get().rooms[0])?.name;
}
