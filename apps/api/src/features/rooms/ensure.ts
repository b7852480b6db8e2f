import type { createRoom, inviteToRoom } from '@bookchat/shared';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type * as z from 'zod/mini';
import { nameKey } from '../../lib/name-key.ts';
import { ProblemError } from '../../lib/problem-error.ts';
import type { HeldRoom } from './held-room.ts';
import type { Rights } from './rights.ts';
import type { Viewer } from './viewer.ts';

type Wanted = z.output<typeof createRoom.body>;
type Invited = z.output<typeof inviteToRoom.body>;

/** The rules of who may do what with rooms; each throws a ProblemError. */
export function createEnsure(app: Pick<FastifyInstance, 'rooms' | 'people'>, rights: Rights) {
  return { makesRooms, accountsFor, people, titleIsFree, manages, orders, invites, bringsGuests, isIn };

  function makesRooms({ rooms }: Viewer): void {
    if (rooms !== null) throw notYours('This key is for its rooms alone, and would not see another one.');
  }

  function accountsFor({ kind, people: wanted }: Wanted, { id }: Viewer): void {
    if (id !== null || (kind === 'open' && wanted.length === 0)) return;
    const path = kind === 'private' ? 'kind' : 'people';
    const message = 'A room for some alone is made by whoever is signed in with an account.';
    throw new ProblemError('validation_failed', message, { errors: [{ path, message }] });
  }

  /** Each is there, and may come in. */
  function people(ids: readonly string[]): void {
    if (ids.every((id) => app.people.find(id)?.state === 'active')) return;
    throw new ProblemError(
      'person_not_found',
      'One of these people is not here, or not any more. Look at the list again.',
    );
  }

  /**
   * Of rooms that they do not see nothing is said, whatever their titles.
   * @param own the name of the room itself.
   */
  function titleIsFree(request: FastifyRequest, title: string, own: string | null): void {
    const key = nameKey(title);
    const other = app.rooms
      .listSeen(request)
      .find((room) => room.name !== own && room.kind !== 'direct' && nameKey(room.title) === key);
    if (other === undefined) return;
    const is = other.closed_at === null ? 'is' : 'is, though closed,';
    throw new ProblemError(
      'room_taken',
      `There ${is} a room “${other.title}” already, which could be taken for this one. Choose another title.`,
    );
  }

  function manages(request: FastifyRequest, name: string): HeldRoom {
    const room = app.rooms.get(request, name);
    if (rights.canManage(room, rights.viewerOf(request))) return room;
    throw notYours(
      room.kind === 'private' ? 'Its owner does that.' : 'Whoever made it does that, or an admin.',
    );
  }

  function orders(request: FastifyRequest): void {
    const { role } = rights.viewerOf(request);
    if (role === 'owner' || role === 'admin') return;
    throw new ProblemError('rank_too_low', 'The order is the same for everyone: admins and owners set it.');
  }

  function invites(request: FastifyRequest, name: string): HeldRoom {
    const room = app.rooms.get(request, name);
    if (room.kind !== 'direct') return room;
    throw notYours('Nobody comes into a direct room later. Begin another one with all of them.');
  }

  function bringsGuests(request: FastifyRequest, room: HeldRoom): void {
    const { people: ids } = request.body as Invited;
    const hasGuests = ids.some((id) => app.people.find(id)?.role === 'guest');
    if (!hasGuests || rights.canBringIn(room, rights.viewerOf(request), 'guest')) return;
    throw notYours('Guests are brought in by its owner, or by an admin.');
  }

  function isIn(room: HeldRoom, person: string): void {
    if (room.people.has(person)) return;
    throw new ProblemError('person_not_found', 'That person is not in this room.');
  }
}

function notYours(detail: string): ProblemError {
  return new ProblemError('not_your_room', detail);
}
