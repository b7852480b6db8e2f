import type { FastifyRequest } from 'fastify';
import { ProblemError } from '../../lib/problem-error.ts';
import type { HeldRoom } from './held-room.ts';
import type { Rights } from './rights.ts';
import type { RoomBook } from './room-book.ts';

/** The rooms, as whoever sends a request may know them. */
export interface Rooms {
  /** @throws ProblemError `room_not_found`, also for one that they may not know of. */
  get(request: FastifyRequest, name: string): HeldRoom;
  /** @throws ProblemError `room_not_found` or `room_closed`. */
  getToWriteIn(request: FastifyRequest, name: string): HeldRoom;
  /** Whether it is for some alone: whoever runs the server is not told of it either. */
  isForSome(name: string): boolean;
  /** Takes up what others have written to the database. */
  reload(): void;
}

export function createRooms(book: RoomBook, { canSee, viewerOf }: Rights): Rooms {
  return {
    get,
    getToWriteIn(request, name) {
      const room = get(request, name);
      if (room.closed_at === null) return room;
      throw new ProblemError('room_closed', `The room ${name} is closed: it is only read.`);
    },
    isForSome: (name) => (book.find(name)?.kind ?? 'open') !== 'open',
    reload: book.reload,
  };

  function get(request: FastifyRequest, name: string): HeldRoom {
    const room = book.find(name);
    if (room !== undefined && canSee(room, viewerOf(request))) return room;
    throw new ProblemError('room_not_found', `There is no room ${name}.`);
  }
}
