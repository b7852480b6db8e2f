import { DEFAULT_ROOM, type Role } from '@bookchat/shared';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Config } from '../../config.ts';
import type { HeldRoom } from './held-room.ts';
import { ANYONE, PROGRAM, type Viewer } from './viewer.ts';

/** Who may know of a room, and do what with it. */
export interface Rights {
  viewerOf(request: FastifyRequest): Viewer;
  /** Whoever made an invite, as they are now; null for somebody who makes none any more. @param id null for the admin token. */
  inviterOf(id: string | null): Viewer | null;
  canSee(room: HeldRoom, viewer: Viewer): boolean;
  /** Of a room that they see. */
  canManage(room: HeldRoom, viewer: Viewer): boolean;
  /** Whether they may let others in who will see it then. */
  canBringIn(room: HeldRoom, viewer: Viewer, role: Role): boolean;
  isIn(room: HeldRoom, viewer: Viewer): boolean;
  /** Those in it who have not been removed from the server, who came first before the others. */
  listPeople(room: HeldRoom): string[];
  /** Those who run a private room. */
  listOwners(room: HeldRoom): string[];
  /** Those in it who have been removed from the server. */
  listGone(room: HeldRoom): { id: string; name: string }[];
}

interface Parts {
  readonly mode: Config['auth']['mode'];
  readonly people: Pick<FastifyInstance['people'], 'find'>;
}

export function createRights({ mode, people }: Parts): Rights {
  return { viewerOf, inviterOf, canSee, canManage, canBringIn, isIn, listPeople, listOwners, listGone };

  function viewerOf({ person, apiKey }: FastifyRequest): Viewer {
    if (person !== null && mode !== 'open')
      return { id: person.id, role: person.role, isPerson: true, since: person.created_at, rooms: null };
    const whole = mode === 'open' ? ANYONE : programOf(apiKey?.owner_id ?? null);
    return apiKey?.rooms == null ? whole : { ...whole, rooms: new Set(apiKey.rooms.split(',')) };
  }

  /** A program sees what its owner does, and runs nothing that is not its owner's own. */
  function programOf(owner: string | null): Viewer {
    if (owner === null) return PROGRAM;
    const role = people.find(owner)?.role === 'guest' ? 'guest' : 'member';
    return { ...PROGRAM, id: owner, role };
  }

  function inviterOf(id: string | null): Viewer | null {
    if (id === null) return { ...PROGRAM, role: 'admin' };
    const person = people.find(id);
    if (person?.state !== 'active' || !runsServer(person.role)) return null;
    return { id, role: person.role, isPerson: true, since: person.created_at, rooms: null };
  }

  /** Of a private or direct room whoever is not in it knows nothing, whatever they run besides. */
  function canSee({ name, kind, people: those }: HeldRoom, { id, role, rooms }: Viewer): boolean {
    if (rooms !== null && !rooms.has(name)) return false;
    if (kind === 'open' && role !== 'guest') return true;
    return id !== null && those.has(id);
  }

  /** Of a private room those who run the server are in it like anyone else. */
  function canManage(room: HeldRoom, { id, role }: Viewer): boolean {
    if (room.kind === 'direct') return false;
    return (room.kind === 'open' && runsServer(role)) || (id !== null && isOwner(room, id));
  }

  /** Guests see nothing else, and so not everyone chooses for them. */
  function canBringIn(room: HeldRoom, viewer: Viewer, role: Role): boolean {
    if (room.kind === 'direct' || !canSee(room, viewer)) return false;
    return role !== 'guest' || runsServer(viewer.role) || canManage(room, viewer);
  }

  /**
   * While none of its owners can run a private room, it is run by the one who has been there for the longest of those who
   * can; so it is nobody's only where nobody is left in it but guests.
   */
  function isOwner(room: HeldRoom, id: string): boolean {
    const there = [...room.people.keys()].filter(canRun);
    const owners = there.filter((one) => room.people.get(one)?.isOwner);
    if (owners.length > 0 || room.kind === 'open') return owners.includes(id);
    return there[0] === id;
  }

  function canRun(id: string): boolean {
    const person = people.find(id);
    return person?.state === 'active' && person.role !== 'guest';
  }

  function isIn({ name, people: those }: HeldRoom, { id, role }: Viewer): boolean {
    if (mode === 'open') return true;
    return id !== null && (those.has(id) || (name === DEFAULT_ROOM && role !== 'guest'));
  }

  function listPeople({ people: those }: HeldRoom): string[] {
    return [...those.keys()].filter((id) => people.find(id)?.state !== 'removed');
  }

  function listOwners(room: HeldRoom): string[] {
    return listPeople(room).filter((id) => isOwner(room, id));
  }

  function listGone({ people: those }: HeldRoom): { id: string; name: string }[] {
    return [...those.keys()].flatMap((id) => {
      const person = people.find(id);
      return person?.state === 'removed' ? [{ id, name: person.name }] : [];
    });
  }
}

function runsServer(role: Role): boolean {
  return role === 'owner' || role === 'admin';
}
