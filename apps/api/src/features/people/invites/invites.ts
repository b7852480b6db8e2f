import { type createInvite, DEFAULT_ROOM, type Invite, type InviteRoom } from '@bookchat/shared';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type * as z from 'zod/mini';
import type { LinksTable } from '../../../db/schema/people.ts';
import type { Clock } from '../../../lib/clock.ts';
import { ProblemError } from '../../../lib/problem-error.ts';
import { actingOf } from '../../../plugins/access/acting.ts';
import { toInvite } from './to-invite.ts';

type NewInvite = z.output<typeof createInvite.body>;

const HOUR_MS = 3_600_000;
/** For so long one that has ended is still listed. */
const LISTED_MS = 90 * 24 * HOUR_MS;

/** The links that let people in. Of each only a hash is kept, and so its address is shown once. */
export function createInvites(
  app: Pick<FastifyInstance, 'audit' | 'ensureFresh' | 'people' | 'rooms'>,
  { now }: Pick<Clock, 'now'>,
) {
  const { people, audit } = app;
  const { links } = people;
  return { list, listRooms, create, revoke };

  function list(request: FastifyRequest): Invite[] {
    const since = at(-LISTED_MS);
    return links
      .list()
      .filter(({ kind, expires_at, revoked_at }) => kind === 'invite' && (revoked_at ?? expires_at) > since)
      .map((link) => show(request, link));
  }

  function listRooms(request: FastifyRequest): InviteRoom[] {
    return app.rooms
      .listToInviteInto(request)
      .map(({ name, title, kind }) => ({ name, title, is_private: kind === 'private' }));
  }

  function create(request: FastifyRequest, wanted: NewInvite) {
    const { role, note, max_uses, expires_in_hours } = wanted;
    const rooms = roomsOf(wanted);
    for (const name of rooms) app.rooms.getToInviteInto(request, name);
    const acting = actingOf(app, request);
    if (role === 'admin' && acting.role !== 'owner')
      throw new ProblemError('rank_too_low', 'Only an owner invites admins.');
    if (role === 'admin') app.ensureFresh(request);
    return people.writing(() => {
      const { link, token } = links.create({
        kind: 'invite',
        role,
        note,
        rooms,
        created_by: acting.name,
        ...(acting.personId === null ? {} : { personId: acting.personId }),
        maxUses: max_uses,
        goodForMs: expires_in_hours * HOUR_MS,
      });
      audit.write({
        request,
        action: 'invite.made',
        target: link.id,
        // The log is read by all admins, who are not told of a room that is for some alone.
        details: { role, note, ...told(rooms), max_uses },
      });
      return { invite: show(request, link), url: people.linkUrl(token) };
    });
  }

  function revoke(request: FastifyRequest, id: string): Promise<Invite> {
    return people.writing(() => {
      const before = links.list().find((link) => link.id === id && link.kind === 'invite');
      if (before === undefined) throw new ProblemError('invite_not_found', 'There is no such invite.');
      if (before.revoked_at !== null) return show(request, before);
      audit.write({ request, action: 'invite.revoked', target: id, details: { note: before.note } });
      return show(request, links.revoke(id) ?? before);
    });
  }

  function show(request: FastifyRequest, link: LinksTable): Invite {
    const { sees, isForSome } = app.rooms;
    return toInvite(link, { now: at(0), sees: (room) => sees(request, room), isForSome });
  }

  function told(names: readonly string[]) {
    const isPrivate = app.rooms.isForSome;
    return { rooms: names.filter((name) => !isPrivate(name)), private_rooms: names.filter(isPrivate).length };
  }

  function at(fromNowMs: number): string {
    return new Date(now() + fromNowMs).toISOString();
  }
}

/** A guest is in one at least. */
function roomsOf({ role, rooms = [] }: NewInvite): string[] {
  return role === 'guest' && rooms.length === 0 ? [DEFAULT_ROOM] : [...new Set(rooms)];
}
