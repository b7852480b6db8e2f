import type { FastifyRequest } from 'fastify';
import fp from 'fastify-plugin';
import type { Config } from '../../config.ts';
import { ProblemError } from '../../lib/problem-error.ts';
import { clientKey } from '../rate-limits/client-key.ts';
import { createWindowCounters } from '../rate-limits/window-counters.ts';
import { type AdminCookie, createAdminCookie } from './admin-cookie.ts';
import { type AdminRight, createAdminRight } from './admin-right.ts';
import { createAdminSessions } from './admin-sessions.ts';

export { type AdminToken, ensureAdminToken } from './admin-token.ts';

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
    const { max, timeWindow } = app.ratePolicies.sign_in;
    const failures = createWindowCounters(timeWindow);
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
      const client = clientKey(request.ip);
      if (failures.peek(client) >= max) throw tooManyFailures(timeWindow);
      request.adminRight = findRight(request);
      if (request.adminRight !== null) return;
      if (request.headers.authorization !== undefined) failures.hit(client);
      throw rightNeeded();
    }
  },
  { name: 'access', dependencies: ['rate-limits'] },
);

function rightNeeded(): ProblemError {
  return new ProblemError(
    'admin_required',
    'This needs the admin right: send `Authorization: Bearer <ADMIN_TOKEN>`. Where none was configured, the token is in ' +
      'the file admin-token of the data folder.',
    { headers: { 'www-authenticate': 'Bearer realm="bookchat"' } },
  );
}

function tooManyFailures(timeWindowMs: number): ProblemError {
  const seconds = Math.ceil(timeWindowMs / 1_000);
  return new ProblemError(
    'rate_limited',
    `There were too many wrong tokens from this address. Try again in ${seconds} s.`,
    { headers: { 'retry-after': String(seconds) } },
  );
}
