import { chooseRoomsOfPerson, listRoomsOfPerson, type RoomOfPerson } from '@bookchat/shared';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { addEndpoint } from '../../lib/add-endpoint.ts';
import { ProblemError } from '../../lib/problem-error.ts';
import { actingOf } from '../../plugins/access/acting.ts';
import { outranks } from '../../plugins/access/rank.ts';
import type { Person } from '../../plugins/people/index.ts';
import type { HeldRoom } from './held-room.ts';
import type { Membership } from './membership.ts';
import type { Rights } from './rights.ts';
import type { RoomBook } from './room-book.ts';

interface Parts {
  readonly book: RoomBook;
  readonly rights: Rights;
  readonly membership: Membership;
}

/** Admins choose in which rooms somebody is, of those that they run: a guest sees no others. */
export function addRoomsOfPersonRoutes(app: FastifyInstance, { book, rights, membership }: Parts): void {
  addEndpoint(app, listRoomsOfPerson, (request) => {
    const person = getManaged(request, request.params.id);
    return { rooms: listRun(request, person).map((room) => toRoomOfPerson(room, person)) };
  });

  addEndpoint(app, chooseRoomsOfPerson, async (request) => {
    request.isAudited = true;
    const person = getManaged(request, request.params.id);
    const run = listRun(request, person);
    const wanted = new Set(request.body.rooms);
    for (const name of wanted) ensureAmong(run, name);
    const added = run.filter(({ name, people }) => wanted.has(name) && !people.has(person.id));
    const removed = run.filter(({ name, people }) => !wanted.has(name) && people.has(person.id));
    const { personId } = actingOf(app, request);
    for (const room of added) await membership.enter(room, [person.id], personId);
    for (const room of removed) await membership.leave(room, person.id);
    if (added.length + removed.length > 0) await note(request, person, { added, removed });
    return { rooms: listRun(request, person).map((room) => toRoomOfPerson(room, person)) };
  });

  function getManaged(request: FastifyRequest, id: string): Person {
    const person = app.people.find(id);
    if (person?.state === undefined || person.state === 'removed')
      throw new ProblemError('person_not_found', 'There is nobody with this id.');
    if (outranks(actingOf(app, request).role, person.role)) return person;
    throw new ProblemError('rank_too_low', `Only an owner may do this about ${person.name}.`);
  }

  /** Closed ones only where they are in them. */
  function listRun(request: FastifyRequest, { id }: Person): HeldRoom[] {
    const { role, personId } = actingOf(app, request);
    const viewer = { id: personId, role, isPerson: request.person !== null, since: '', rooms: null };
    return book
      .list()
      .filter((room) => rights.canSee(room, viewer) && rights.canManage(room, viewer))
      .filter(({ closed_at, people }) => closed_at === null || people.has(id));
  }

  /** The log is read by all admins, who are not told of a room that is for some alone. */
  function note(request: FastifyRequest, { name }: Person, { added, removed }: Moves): Promise<void> {
    const details = {
      added: namesOfOpen(added),
      removed: namesOfOpen(removed),
      private_rooms: [...added, ...removed].filter(({ kind }) => kind !== 'open').length,
    };
    return app.audit.note({ request, action: 'person.rooms_chosen', target: name, details });
  }
}

interface Moves {
  readonly added: readonly HeldRoom[];
  readonly removed: readonly HeldRoom[];
}

function ensureAmong(rooms: readonly HeldRoom[], name: string): void {
  if (rooms.some((room) => room.name === name)) return;
  throw new ProblemError('room_not_found', `There is no room ${name} into which you could bring somebody.`);
}

function namesOfOpen(rooms: readonly HeldRoom[]): string[] {
  return rooms.filter(({ kind }) => kind === 'open').map(({ name }) => name);
}

function toRoomOfPerson({ name, title, kind, people }: HeldRoom, { id }: Person): RoomOfPerson {
  return { name, title, is_private: kind === 'private', is_in: people.has(id) };
}
