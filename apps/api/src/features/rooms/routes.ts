import {
  changeRoom,
  createRoom,
  inviteToRoom,
  joinRoom,
  leaveRoom,
  listRooms,
  markRead,
  openDirectRoom,
  orderRooms,
  removeFromRoom,
} from '@bookchat/shared';
import type { FastifyInstance } from 'fastify';
import { addEndpoint } from '../../lib/add-endpoint.ts';
import { ProblemError } from '../../lib/problem-error.ts';
import { getPerson } from '../../plugins/access/index.ts';
import type { createChangeRooms } from './change-rooms.ts';
import type { createOpenDirectRoom } from './direct-rooms.ts';
import { createEnsure } from './ensure.ts';
import { ensureCanBeLeft, type Membership } from './membership.ts';
import { noteDeed, noteOrder } from './note-deed.ts';
import { prepareFindMessage } from './queries.ts';
import type { ReadMarks } from './read-marks.ts';
import type { Rights } from './rights.ts';
import type { RoomBook } from './room-book.ts';
import type { ToRoom } from './to-room.ts';

interface Parts {
  readonly book: RoomBook;
  readonly rights: Rights;
  readonly toRoom: ToRoom;
  readonly change: ReturnType<typeof createChangeRooms>;
  readonly membership: Membership;
  readonly openDirect: ReturnType<typeof createOpenDirectRoom>;
  readonly marks: ReadMarks;
}

export function addRoomRoutes(app: FastifyInstance, parts: Parts): void {
  const { book, rights, toRoom, change } = parts;
  const { viewerOf, canSee } = rights;
  const ensure = createEnsure(app, rights);

  addEndpoint(app, listRooms, (request) => {
    const viewer = viewerOf(request);
    const seen = book.list().filter((room) => canSee(room, viewer));
    return { rooms: seen.map((room) => toRoom(room, viewer)) };
  });

  addEndpoint(app, createRoom, async (request, reply) => {
    const viewer = viewerOf(request);
    ensure.makesRooms(viewer);
    ensure.accountsFor(request.body, viewer);
    ensure.people(request.body.people);
    const { name, title = name, kind } = request.body;
    ensure.titleIsFree(request, title, kind === 'open' ? name : null);
    const room = await change.create(request.body, viewer.id);
    await noteDeed(app, request, room, { action: 'room.made', details: { title: room.title } });
    return reply.code(201).send(toRoom(room, viewer));
  });

  addEndpoint(app, changeRoom, async (request) => {
    const room = ensure.manages(request, request.params.name);
    const { title } = request.body;
    if (title !== undefined && title !== room.title) ensure.titleIsFree(request, title, room.name);
    const changed = await change.change(room, request.body);
    await noteDeed(app, request, room, { action: 'room.changed', details: request.body });
    return toRoom(changed, viewerOf(request));
  });

  addEndpoint(app, orderRooms, async (request, reply) => {
    const rooms = request.body.names.map((name) => app.rooms.get(request, name));
    ensure.orders(request);
    await change.order(request.body.names);
    await noteOrder(app, request, rooms);
    return reply.code(204).send();
  });

  addMembershipRoutes(app, parts);
  addReadRoute(app, parts);
}

function addMembershipRoutes(app: FastifyInstance, { rights, toRoom, membership, openDirect }: Parts): void {
  const { viewerOf } = rights;
  const ensure = createEnsure(app, rights);

  addEndpoint(app, openDirectRoom, async (request, reply) => {
    const { person } = getPerson(request);
    ensure.people(request.body.people);
    const { room, isNew } = await openDirect(new Set([person.id, ...request.body.people]), person.id);
    return reply.code(isNew ? 201 : 200).send(toRoom(room, viewerOf(request)));
  });

  addEndpoint(app, joinRoom, async (request) => {
    const { person } = getPerson(request);
    const room = app.rooms.get(request, request.params.name);
    return toRoom(await membership.enter(room, [person.id]), viewerOf(request));
  });

  addEndpoint(app, leaveRoom, async (request, reply) => {
    const { person } = getPerson(request);
    const room = app.rooms.get(request, request.params.name);
    ensureCanBeLeft(room);
    await membership.leave(room, person.id);
    return reply.code(204).send();
  });

  addEndpoint(app, inviteToRoom, async (request) => {
    const room = ensure.invites(request, request.params.name);
    ensure.people(request.body.people);
    ensure.bringsGuests(request, room);
    const viewer = viewerOf(request);
    return toRoom(await membership.enter(room, request.body.people, viewer.id), viewer);
  });

  addEndpoint(app, removeFromRoom, async (request) => {
    const { name, person } = request.params;
    const room = ensure.manages(request, name);
    ensure.isIn(room, person);
    const left = await membership.leave(room, person);
    await noteDeed(app, request, room, { action: 'room.person_removed', details: { person } });
    return toRoom(left, viewerOf(request));
  });
}

function addReadRoute(app: FastifyInstance, { marks }: Parts): void {
  const findMessage = prepareFindMessage(app.database);

  addEndpoint(app, markRead, (request, reply) => {
    const { person } = getPerson(request);
    const { name } = app.rooms.get(request, request.params.name);
    const message = findMessage.position.get({ id: request.body.up_to, room: name });
    if (message === undefined)
      throw new ProblemError('message_not_found', `There is no such message in the room ${name}.`);
    marks.mark(person.id, name, message.position);
    return reply.code(204).send();
  });
}
