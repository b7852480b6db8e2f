import type { FastifyRequest } from 'fastify';
import { ProblemError } from '../../lib/problem-error.ts';
import type { Company, FindCompany } from './company.ts';
import type { HeldRoom } from './held-room.ts';
import type { Rights } from './rights.ts';
import type { RoomBook } from './room-book.ts';

/** The rooms, as whoever sends a request may know them. */
export interface Rooms {
  /** @throws ProblemError `room_not_found`, also for one that they may not know of. */
  get(request: FastifyRequest, name: string): HeldRoom;
  /** @throws ProblemError `room_not_found` or `room_closed`. */
  getToWriteIn(request: FastifyRequest, name: string): HeldRoom;
  /** Those that they may know of, in their order. */
  listSeen(request: FastifyRequest): HeldRoom[];
  /** Those into which they may invite somebody who has no account yet, in their order. */
  listToInviteInto(request: FastifyRequest): HeldRoom[];
  /** @throws ProblemError `room_not_found`, `not_your_room` or `room_closed`. */
  getToInviteInto(request: FastifyRequest, name: string): HeldRoom;
  /** Whether it is one that they may know of. */
  sees(request: FastifyRequest, name: string): boolean;
  /** Who is in the rooms that they see; null for whoever may know everyone. */
  companyOf(request: FastifyRequest): Company | null;
  /** Whether it is for some alone: whoever runs the server is not told of it either. */
  isForSome(name: string): boolean;
  /** Takes up what others have written to the database. */
  reload(): void;
}

interface Parts {
  readonly book: RoomBook;
  readonly rights: Rights;
  readonly findCompany: FindCompany;
}

export function createRooms({ book, rights, findCompany }: Parts): Rooms {
  const { canSee, viewerOf, listPeople, listGone } = rights;
  return {
    get,
    getToWriteIn(request, name) {
      const room = get(request, name);
      if (room.closed_at !== null) throw closed(name, 'it is only read');
      if (room.kind === 'direct') ensureCompany(room);
      return room;
    },
    listSeen,
    listToInviteInto: (request) =>
      listSeen(request).filter(({ kind, closed_at }) => kind !== 'direct' && closed_at === null),
    getToInviteInto(request, name) {
      const room = get(request, name);
      if (room.kind === 'direct')
        throw new ProblemError('not_your_room', 'Nobody comes into a direct room later.');
      if (room.closed_at !== null) throw closed(name, 'nobody is invited into it');
      return room;
    },
    sees: (request, name) => find(request, name) !== undefined,
    companyOf: (request) => findCompany(viewerOf(request)),
    isForSome: (name) => (book.find(name)?.kind ?? 'open') !== 'open',
    reload: book.reload,
  };

  function get(request: FastifyRequest, name: string): HeldRoom {
    const room = find(request, name);
    if (room !== undefined) return room;
    throw new ProblemError('room_not_found', `There is no room ${name}.`);
  }

  /** Nobody would read it. One’s own room, with nobody else in it from the start, is another matter. */
  function ensureCompany(room: HeldRoom): void {
    const gone = listGone(room);
    if (gone.length === 0 || listPeople(room).length > 1) return;
    const names = new Intl.ListFormat('en-GB').format(gone.map(({ name }) => name));
    const are = gone.length === 1 ? 'is' : 'are';
    throw new ProblemError('room_closed', `Nobody is left to read it: ${names} ${are} no longer here.`);
  }

  function listSeen(request: FastifyRequest): HeldRoom[] {
    const viewer = viewerOf(request);
    return book.list().filter((room) => canSee(room, viewer));
  }

  function find(request: FastifyRequest, name: string): HeldRoom | undefined {
    const room = book.find(name);
    return room !== undefined && canSee(room, viewerOf(request)) ? room : undefined;
  }
}

function closed(name: string, so: string): ProblemError {
  return new ProblemError('room_closed', `The room ${name} is closed: ${so}.`);
}
