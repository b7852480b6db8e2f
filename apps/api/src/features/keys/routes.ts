import {
  createKey,
  DEFAULT_OVERLAP_HOURS,
  listKeys,
  revokeKey,
  rotateGithubToken,
  rotateKey,
} from '@bookchat/shared';
import type { FastifyInstance } from 'fastify';
import { addEndpoint } from '../../lib/add-endpoint.ts';
import type { OwnedKeys } from './owned-keys.ts';
import type { createRotateGithubToken } from './rotate-github-token.ts';
import type { ServerKeys } from './server-keys.ts';
import type { SecretWatch } from './watch-secrets.ts';

interface Parts {
  readonly keys: ServerKeys;
  readonly owned: OwnedKeys;
  readonly watch: SecretWatch;
  readonly rotateToken: ReturnType<typeof createRotateGithubToken>;
}

export function addKeyRoutes(app: FastifyInstance, { keys, owned, watch, rotateToken }: Parts): void {
  addEndpoint(app, listKeys, (request) => ({ keys: keys.for(request).list(), secrets: watch.list() }));

  addEndpoint(app, createKey, async (request, reply) => {
    const { name, scopes, rooms, expires_in_days: days } = request.body;
    if (scopes.includes('admin') || request.person !== null) app.ensureFresh(request);
    await owned.ensureName(request, { name, scopes });
    const ownerId = owned.ownerOf(request);
    const minted = await keys.for(request).create({ name, scopes, rooms, days, ownerId });
    await app.audit.note({
      request,
      action: 'key.made',
      target: name,
      details: { id: minted.key.id, scopes },
    });
    return reply.code(201).send(minted);
  });

  addEndpoint(app, rotateKey, async (request, reply) => {
    const { params, body } = request;
    owned.ensureMayManage(request, params.id);
    // Its new secret would be one more that opens everything.
    if (owned.isAdmins(params.id) || request.person !== null) app.ensureFresh(request);
    const minted = await keys.for(request).rotate(params.id, body?.overlap_hours ?? DEFAULT_OVERLAP_HOURS);
    await app.audit.note({
      request,
      action: 'key.rotated',
      target: minted.key.name,
      details: { id: params.id },
    });
    return reply.code(201).send(minted);
  });

  addEndpoint(app, revokeKey, async (request) => {
    const { id } = request.params;
    owned.ensureMayManage(request, id);
    const wasRevoked = app.apiKeys.find(id)?.revoked_at != null;
    const key = await keys.for(request).revoke(id);
    if (wasRevoked) request.isAudited = true;
    else await app.audit.note({ request, action: 'key.revoked', target: key.name, details: { id } });
    return key;
  });

  addEndpoint(app, rotateGithubToken, (request) => rotateToken(request.body.token, request));
}
