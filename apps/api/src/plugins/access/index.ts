import type { FastifyRequest } from 'fastify';
import fp from 'fastify-plugin';
import type { Config } from '../../config.ts';
import { type AdminCookie, createAdminCookie } from './admin-cookie.ts';
import { type AdminRight, createAdminRight, readToken } from './admin-right.ts';
import { createAdminSessions } from './admin-sessions.ts';
import { rightNeeded } from './right-needed.ts';
import { createTokenAttempts } from './token-attempts.ts';

export { type AdminToken, ensureAdminToken } from './admin-token.ts';
export { rightNeeded };

declare module 'fastify' {
  interface FastifyRequest {
    /** Null on routes that need no right. */
    adminRight: AdminRight | null;
  }
  interface FastifyInstance {
    readonly adminCookie: AdminCookie;
  }
}

/** Asks for the admin right on every route whose endpoint says so; see "Who may" in docs/architecture.md. */
export const accessPlugin = fp<{ config: Config; adminToken: string }>(
  async (app, { config, adminToken }) => {
    const attempts = createTokenAttempts(app.ratePolicies.sign_in, app.breachBuffer);
    const cookie = createAdminCookie(config, createAdminSessions());
    const findRight = createAdminRight(config, adminToken, cookie);

    app.decorate('adminCookie', cookie);
    app.decorateRequest('adminRight', null);
    app.addHook('onRoute', (route) => {
      const access = route.config?.access ?? 'public';
      if (access === 'monitor' || access === 'admin')
        route.preParsing = [route.preParsing ?? [], demandRight].flat();
    });

    async function demandRight(request: FastifyRequest): Promise<void> {
      const hasToken = readToken(request) !== null;
      if (hasToken) attempts.ensureAllowed(request);
      request.adminRight = findRight(request);
      if (request.adminRight !== null) return;
      if (hasToken) attempts.countWrong(request);
      throw rightNeeded();
    }
  },
  { name: 'access', dependencies: ['rate-limits'] },
);
