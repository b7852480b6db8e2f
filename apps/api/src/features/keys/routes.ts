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
import type { createRotateGithubToken } from './rotate-github-token.ts';
import type { ServerKeys } from './server-keys.ts';
import type { SecretWatch } from './watch-secrets.ts';

interface Parts {
  readonly keys: ServerKeys;
  readonly watch: SecretWatch;
  readonly rotateToken: ReturnType<typeof createRotateGithubToken>;
}

export function addKeyRoutes(app: FastifyInstance, { keys, watch, rotateToken }: Parts): void {
  addEndpoint(app, listKeys, () => ({ keys: keys.list(), secrets: watch.list() }));

  addEndpoint(app, createKey, async ({ body }, reply) => {
    const { name, scopes, expires_in_days: days } = body;
    return reply.code(201).send(await keys.create({ name, scopes, days }));
  });

  addEndpoint(app, rotateKey, async ({ params, body }, reply) => {
    const minted = await keys.rotate(params.id, body?.overlap_hours ?? DEFAULT_OVERLAP_HOURS);
    return reply.code(201).send(minted);
  });

  addEndpoint(app, revokeKey, ({ params }) => keys.revoke(params.id));

  addEndpoint(app, rotateGithubToken, (request) => rotateToken(request.body.token, request));
}
