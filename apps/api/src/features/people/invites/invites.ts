import { type createInvite, DEFAULT_ROOM, type Invite } from '@bookchat/shared';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type * as z from 'zod/mini';
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
  app: Pick<FastifyInstance, 'audit' | 'people' | 'rooms'>,
  { now }: Pick<Clock, 'now'>,
) {
  const { people, audit } = app;
  const { links } = people;
  return { list, create, revoke };

  function list(): Invite[] {
    const since = at(-LISTED_MS);
    return links
      .list()
      .filter(({ kind, expires_at, revoked_at }) => kind === 'invite' && (revoked_at ?? expires_at) > since)
      .map((link) => toInvite(link, at(0)));
  }

  function create(request: FastifyRequest, wanted: NewInvite) {
    const { role, note, max_uses, expires_in_hours } = wanted;
    const rooms = wanted.rooms ?? (role === 'guest' ? [DEFAULT_ROOM] : []);
    for (const name of rooms) app.rooms.get(request, name);
    const acting = actingOf(app, request);
    if (role === 'admin' && acting.role !== 'owner')
      throw new ProblemError('rank_too_low', 'Only an owner invites admins.');
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
        details: { role, note, rooms, max_uses },
      });
      return { invite: toInvite(link, at(0)), url: people.linkUrl(token) };
    });
  }

  function revoke(request: FastifyRequest, id: string): Promise<Invite> {
    return people.writing(() => {
      const before = links.list().find((link) => link.id === id && link.kind === 'invite');
      if (before === undefined) throw new ProblemError('invite_not_found', 'There is no such invite.');
      if (before.revoked_at !== null) return toInvite(before, at(0));
      audit.write({ request, action: 'invite.revoked', target: id, details: { note: before.note } });
      return toInvite(links.revoke(id) ?? before, at(0));
    });
  }

  function at(fromNowMs: number): string {
    return new Date(now() + fromNowMs).toISOString();
  }
}
