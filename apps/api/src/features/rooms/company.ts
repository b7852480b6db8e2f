import type { FastifyInstance } from 'fastify';
import type { HeldRoom } from './held-room.ts';
import type { Rights } from './rights.ts';
import type { RoomBook } from './room-book.ts';
import type { Viewer } from './viewer.ts';

/** The ids of those whom somebody may know of. */
export type Company = ReadonlySet<string>;

/** Who is in the rooms that somebody sees; null for whoever may know everyone. */
export type FindCompany = (viewer: Viewer) => Company | null;

interface Parts {
  readonly book: Pick<RoomBook, 'list'>;
  readonly rights: Pick<Rights, 'canSee' | 'listPeople'>;
  readonly people: Pick<FastifyInstance['people'], 'list'>;
}

/** A guest, and a key for some rooms, knows of nobody who is in none of theirs. */
export function createFindCompany({ book, rights, people }: Parts): FindCompany {
  return (viewer) => {
    const { id, role, rooms, isPerson } = viewer;
    if (role !== 'guest' && rooms === null) return null;
    const seen = book.list().filter((room) => rights.canSee(room, viewer));
    const own = isPerson && id !== null ? [id] : [];
    return new Set([...own, ...seen.flatMap(listThere)]);
  };

  /** In an open room may be whoever is no guest, and a guest who was brought in. */
  function listThere(room: HeldRoom): string[] {
    if (room.kind !== 'open') return rights.listPeople(room);
    const members = people.list().filter(({ role, state }) => role !== 'guest' && state !== 'removed');
    return [...members.map(({ id }) => id), ...rights.listPeople(room)];
  }
}
