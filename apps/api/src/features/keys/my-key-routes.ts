import {
  createMyKey,
  DEFAULT_OVERLAP_HOURS,
  listMyKeys,
  MAX_OWN_KEYS,
  revokeMyKey,
  rotateMyKey,
} from '@bookchat/shared';
import type { FastifyInstance } from 'fastify';
import { addEndpoint } from '../../lib/add-endpoint.ts';
import { getPerson } from '../../plugins/access/index.ts';
import type { OwnedKeys } from './owned-keys.ts';
import type { ServerKeys } from './server-keys.ts';

/** The bots of whoever is signed in. */
export function addMyKeyRoutes(app: FastifyInstance, keys: ServerKeys, owned: OwnedKeys): void {
  addEndpoint(app, listMyKeys, (request) => ({
    keys: keys.for(request).listOf(getPerson(request).person.id),
  }));

  addEndpoint(app, createMyKey, async (request, reply) => {
    const { id } = getPerson(request).person;
    const { name, scopes, rooms, expires_in_days: days } = request.body;
    await owned.ensureName(request, { name, scopes });
    const wanted = { name, scopes, rooms, days, ownerId: id, max: MAX_OWN_KEYS };
    return reply.code(201).send(await keys.for(request).create(wanted));
  });

  addEndpoint(app, rotateMyKey, async (request, reply) => {
    const key = owned.getOwn(getPerson(request).person.id, request.params.id);
    const hours = request.body?.overlap_hours ?? DEFAULT_OVERLAP_HOURS;
    return reply.code(201).send(await keys.for(request).rotate(key.id, hours));
  });

  addEndpoint(app, revokeMyKey, (request) =>
    keys.for(request).revoke(owned.getOwn(getPerson(request).person.id, request.params.id).id),
  );
}
