import type { FastifyInstance } from 'fastify';
import type { Membership } from './membership.ts';
import type { Rights } from './rights.ts';
import type { RoomBook } from './room-book.ts';

interface Parts {
  readonly book: RoomBook;
  readonly rights: Rights;
  readonly membership: Membership;
}

type Arrival = FastifyInstance['accounts']['arrived'];

/**
 * Brings somebody who has just come into the rooms of their invite, as far as whoever made it could still bring them
 * there: somebody who was taken out of a private room leaves no door to it behind.
 */
export function createReceive({ book, rights, membership }: Parts): Arrival {
  return async ({ id, role }, { rooms, by }) => {
    const inviter = rights.inviterOf(by);
    if (inviter === null) return;
    for (const name of rooms) {
      const room = book.find(name);
      if (room !== undefined && rights.canBringIn(room, inviter, role))
        await membership.enter(room, [id], by);
    }
  };
}
