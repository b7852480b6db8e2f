import fastifyCookie from '@fastify/cookie';
import type { FastifyRequest } from 'fastify';
import fp from 'fastify-plugin';
import type { Config } from '../../config.ts';
import { isSameSecret } from '../../lib/is-same-secret.ts';
import { ProblemError } from '../../lib/problem-error.ts';
import { cameThroughProxy, isLocalHost } from '../home-guard.ts';
import { clientKey } from '../rate-limits/client-key.ts';
import { createWindowCounters } from '../rate-limits/window-counters.ts';
import { isServedOverTls } from '../security-headers.ts';
import { createAdminSessions } from './admin-sessions.ts';

export { type AdminToken, ensureAdminToken } from './admin-token.ts';

/** How a caller has shown the admin right; `local` is a request from the machine itself in development. */
export interface AdminRight {
  readonly via: 'token' | 'session' | 'local';
  readonly expiresAt: number | null;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Null on routes that need no right. */
    adminRight: AdminRight | null;
  }
  interface FastifyInstance {
    readonly adminCookie: {
      open(reply: FastifyReply): number;
      close(request: FastifyRequest, reply: FastifyReply): void;
    };
  }
}

/** Asks for the admin right on every route whose endpoint says so; see "Who may" in docs/architecture.md. */
export const accessPlugin = fp<{ config: Config; adminToken: string }>(
  async (app, { config, adminToken }) => {
    const sessions = createAdminSessions();
    const policy = app.ratePolicies.sign_in;
    const failures = createWindowCounters(policy.timeWindow);
    const secure = isServedOverTls(config);
    const cookieName = secure ? '__Host-bookchat_admin' : 'bookchat_admin';
    const cookieOptions = { path: '/', httpOnly: true, sameSite: 'lax', secure } as const;

    // In a scope of its own, where no request pays for its decorators: loads what its parser and serializer need.
    await app.register(async (scope) => void (await scope.register(fastifyCookie, { hook: false })));
    app.decorateRequest('adminRight', null);
    app.decorate('adminCookie', {
      open(reply) {
        const { secret, expiresAt } = sessions.open();
        reply.header(
          'set-cookie',
          fastifyCookie.serialize(cookieName, secret, { ...cookieOptions, expires: new Date(expiresAt) }),
        );
        return expiresAt;
      },
      close(request, reply) {
        const secret = readCookie(request);
        if (secret !== undefined) sessions.close(secret);
        reply.header(
          'set-cookie',
          fastifyCookie.serialize(cookieName, '', { ...cookieOptions, expires: new Date(0) }),
        );
      },
    });
    app.addHook('onRoute', (route) => {
      const access = route.config?.access ?? 'public';
      if (access === 'monitor' || access === 'admin')
        route.preParsing = [route.preParsing ?? [], demandRight].flat();
    });

    async function demandRight(request: FastifyRequest): Promise<void> {
      const client = clientKey(request.ip);
      if (failures.peek(client) >= policy.max) throw tooManyFailures();
      request.adminRight = findRight(request);
      if (request.adminRight !== null) return;
      if (request.headers.authorization !== undefined) failures.hit(client);
      throw rightNeeded();
    }

    function findRight(request: FastifyRequest): AdminRight | null {
      const token = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
      if (token !== undefined)
        return isSameSecret(token, adminToken) ? { via: 'token', expiresAt: null } : null;
      const secret = readCookie(request);
      const session = secret === undefined ? null : sessions.find(secret);
      if (session !== null) return { via: 'session', expiresAt: session.expiresAt };
      return isLocalInDevelopment(request) ? { via: 'local', expiresAt: null } : null;
    }

    function readCookie(request: FastifyRequest): string | undefined {
      return fastifyCookie.parse(request.headers.cookie ?? '')[cookieName];
    }

    function isLocalInDevelopment(request: FastifyRequest): boolean {
      return (
        config.environment === 'development' &&
        request.routeOptions.config.endpoint?.openInDevelopment === true &&
        /^(?:::ffff:)?127\.|^::1$/.test(request.socket.remoteAddress ?? '') &&
        isLocalHost(request) &&
        !cameThroughProxy(request)
      );
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

function tooManyFailures(): ProblemError {
  return new ProblemError(
    'rate_limited',
    'There were too many wrong tokens from this address. Try again in a minute.',
    {
      headers: { 'retry-after': '60' },
    },
  );
}
