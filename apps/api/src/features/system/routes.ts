import { closeAdminSession, livez, openAdminSession, readAdminSession, readyz } from '@bookchat/shared';
import type { FastifyInstance } from 'fastify';
import { addEndpoint } from '../../lib/add-endpoint.ts';
import { rightNeeded } from '../../plugins/access/index.ts';

export function addProbeRoutes(app: FastifyInstance): void {
  addEndpoint(app, livez, () => ({ status: 'ok' }));
  addEndpoint(app, readyz, () => {
    app.readiness.ensure();
    return { status: 'ok' };
  });
}

export function addAdminSessionRoutes(app: FastifyInstance): void {
  addEndpoint(app, openAdminSession, ({ adminRight }, reply) => {
    // A session ends when it says: it cannot be traded for the next one.
    if (adminRight?.via !== 'token') throw rightNeeded();
    const expiresAt = app.adminCookie.open(reply);
    return reply.code(201).send({ via: 'session', expires_at: toTimestamp(expiresAt) });
  });

  addEndpoint(app, readAdminSession, ({ adminRight }) => ({
    via: adminRight?.via,
    expires_at: toTimestamp(adminRight?.expiresAt ?? null),
  }));

  addEndpoint(app, closeAdminSession, (request, reply) => {
    app.adminCookie.close(request, reply);
    return reply.code(204).send();
  });
}

function toTimestamp(ms: number | null): string | null {
  return ms === null ? null : new Date(ms).toISOString();
}
