import { closeAdminSession, livez, openAdminSession, readAdminSession, readyz } from '@bookchat/shared';
import type { FastifyInstance } from 'fastify';
import type { Config } from '../../config.ts';
import { addEndpoint } from '../../lib/add-endpoint.ts';
import { type AdminRight, rightNeeded } from '../../plugins/access/index.ts';

export function addProbeRoutes(app: FastifyInstance): void {
  addEndpoint(app, livez, () => ({ status: 'ok' }));
  addEndpoint(app, readyz, () => {
    app.readiness.ensure();
    return { status: 'ok' };
  });
}

export function addAdminSessionRoutes(app: FastifyInstance, { auth }: Pick<Config, 'auth'>): void {
  addEndpoint(app, openAdminSession, ({ adminRight }, reply) => {
    // A session ends when it says: it cannot be traded for the next one.
    if (adminRight?.via !== 'token') throw rightNeeded();
    return reply.code(201).send(show({ via: 'session', ...app.adminCookie.open(reply) }));
  });

  addEndpoint(app, readAdminSession, ({ adminRight }) => show(adminRight));

  addEndpoint(app, closeAdminSession, (request, reply) => {
    app.adminCookie.close(request, reply);
    return reply.code(204).send();
  });

  function show(right: AdminRight | null) {
    const freshUntil = auth.mode === 'open' ? null : (right?.freshUntil ?? null);
    return {
      via: right?.via,
      expires_at: toTimestamp(right?.expiresAt ?? null),
      fresh_until: toTimestamp(freshUntil),
    };
  }
}

function toTimestamp(ms: number | null): string | null {
  return ms === null ? null : new Date(ms).toISOString();
}
