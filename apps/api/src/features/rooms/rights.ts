import { DEFAULT_ROOM } from '@bookchat/shared';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Config } from '../../config.ts';
import type { HeldRoom } from './held-room.ts';
import { ANYONE, PROGRAM, type Viewer } from './viewer.ts';

/** Who may know of a room, and do what with it. */
export interface Rights {
  viewerOf(request: FastifyRequest): Viewer;
  canSee(room: HeldRoom, viewer: Viewer): boolean;
  /** Of a room that they see. */
  canManage(room: HeldRoom, viewer: Viewer): boolean;
  isIn(room: HeldRoom, viewer: Viewer): boolean;
  /** Those in it who have not been removed from the server, who came first before the others. */
  listPeople(room: HeldRoom): string[];
}

interface Parts {
  readonly mode: Config['auth']['mode'];
  readonly people: Pick<FastifyInstance['people'], 'find'>;
}

export function createRights({ mode, people }: Parts): Rights {
  return { viewerOf, canSee, canManage, isIn, listPeople };

  function viewerOf({ person, apiKey }: FastifyRequest): Viewer {
    if (mode === 'open') return ANYONE;
    if (person !== null)
      return { id: person.id, role: person.role, isPerson: true, since: person.created_at };
    return apiKey?.owner_id == null ? PROGRAM : viewerFor(apiKey.owner_id);
  }

  /** A program sees what its owner does, and runs nothing that is not its owner's own. */
  function viewerFor(owner: string): Viewer {
    const role = people.find(owner)?.role === 'guest' ? 'guest' : 'member';
    return { id: owner, role, isPerson: false, since: '' };
  }

  /** Of a private or direct room whoever is not in it knows nothing, whatever they run besides. */
  function canSee({ kind, people: those }: HeldRoom, { id, role }: Viewer): boolean {
    if (kind === 'open' && role !== 'guest') return true;
    return id !== null && those.has(id);
  }

  function canManage(room: HeldRoom, { id, role }: Viewer): boolean {
    if (room.kind === 'direct') return false;
    return role === 'owner' || role === 'admin' || (id !== null && isOwner(room, id));
  }

  /** Where all owners of a private room are gone, it belongs to the one who has been there for the longest. */
  function isOwner(room: HeldRoom, id: string): boolean {
    const there = listPeople(room);
    const owners = there.filter((one) => room.people.get(one)?.isOwner);
    if (owners.length > 0 || room.kind === 'open') return owners.includes(id);
    return there[0] === id;
  }

  function isIn({ name, people: those }: HeldRoom, { id, role }: Viewer): boolean {
    if (mode === 'open') return true;
    return id !== null && (those.has(id) || (name === DEFAULT_ROOM && role !== 'guest'));
  }

  function listPeople({ people: those }: HeldRoom): string[] {
    return [...those.keys()].filter((id) => people.find(id)?.state !== 'removed');
  }
}
