import type { Access } from '@bookchat/shared';
import type { FastifyRequest, preParsingHookHandler } from 'fastify';
import fp from 'fastify-plugin';
import type { Config } from '../../config.ts';
import { meansApiKey } from '../api-keys/index.ts';
import { type AdminCookie, createAdminCookie } from './admin-cookie.ts';
import { type AdminRight, createAdminRight, readToken } from './admin-right.ts';
import { createAdminSessions } from './admin-sessions.ts';
import { createKeyRight } from './key-right.ts';
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

/**
 * Looks at every API key that is shown, and asks for the admin right on every route whose endpoint says so; see
 * "Who may" in docs/architecture.md.
 */
export const accessPlugin = fp<{ config: Config; adminToken: string }>(
  async (app, { config, adminToken }) => {
    const attempts = createTokenAttempts(app.ratePolicies.sign_in, app.breachBuffer);
    const cookie = createAdminCookie(config, createAdminSessions());
    const findRight = createAdminRight(config, adminToken, cookie);
    const findKeyRight = createKeyRight(app.apiKeys, attempts);

    app.decorate('adminCookie', cookie);
    app.decorateRequest('adminRight', null);
    app.addHook('onRoute', (route) => {
      route.preParsing = [route.preParsing ?? [], demand(route.config?.access ?? 'public')].flat();
    });

    function demand(access: Access): preParsingHookHandler {
      const judge = access === 'monitor' || access === 'admin' ? judgeOperator : judgeAnyone;
      return (request, _reply, payload, done) => {
        try {
          judge(request, access);
        } catch (error) {
          return done(error as Error);
        }
        done(null, payload);
      };
    }

    /** Most requests show nothing, and so cost one look. */
    function judgeAnyone(request: FastifyRequest, access: Access): void {
      if (request.headers.authorization === undefined) return;
      const token = readToken(request);
      if (token !== null && meansApiKey(token)) findKeyRight(request, token, access);
    }

    function judgeOperator(request: FastifyRequest, access: Access): void {
      const token = readToken(request);
      if (token !== null && meansApiKey(token)) request.adminRight = findKeyRight(request, token, access);
      else demandRight(request, token !== null);
    }

    function demandRight(request: FastifyRequest, hasToken: boolean): void {
      if (hasToken) attempts.ensureAllowed(request);
      request.adminRight = findRight(request);
      if (request.adminRight !== null) return;
      if (hasToken) attempts.countWrong(request);
      throw rightNeeded();
    }
  },
  { name: 'access', dependencies: ['rate-limits', 'api-keys'] },
);
