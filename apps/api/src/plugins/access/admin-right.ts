import type { FastifyRequest } from 'fastify';
import type { Config } from '../../config.ts';
import { isSameSecret } from '../../lib/is-same-secret.ts';
import { cameThroughProxy, isLocalHost } from '../home-guard.ts';
import type { AdminCookie } from './admin-cookie.ts';

/** How a caller has shown the right; `local` is a request from the machine itself in development without accounts. */
export interface AdminRight {
  readonly via: 'token' | 'key' | 'session' | 'person' | 'local';
  /** Milliseconds since 1970; null where it does not end. */
  readonly expiresAt: number | null;
  /** Of the session of the token: until when that counts as given of late. */
  readonly freshUntil?: number;
}

const LOOPBACK = /^(?:::ffff:)?127\.|^::1$/;

/** Looks for the right in what the request carries: a token, which counts alone where there is one, or a session. */
export function createAdminRight({ environment, auth }: Config, adminToken: string, cookie: AdminCookie) {
  const isAtHome = environment === 'development' && auth.mode === 'open';
  return (request: FastifyRequest): AdminRight | null => {
    const token = readToken(request);
    if (token !== null) return isSameSecret(token, adminToken) ? { via: 'token', expiresAt: null } : null;
    const session = cookie.find(request);
    if (session !== null) {
      const { expiresAt, freshUntil } = session;
      return { via: 'session', expiresAt, freshUntil };
    }
    return isAtHome && isExempt(request) ? { via: 'local', expiresAt: null } : null;
  };
}

/** The token that a request carries, right or wrong; null where it carries none. */
export function readToken({ headers }: FastifyRequest): string | null {
  return /^Bearer (\S+)$/i.exec(headers.authorization ?? '')?.[1] ?? null;
}

function isExempt(request: FastifyRequest): boolean {
  return (
    request.routeOptions.config.endpoint?.openInDevelopment === true &&
    LOOPBACK.test(request.socket.remoteAddress ?? '') &&
    isLocalHost(request) &&
    !cameThroughProxy(request)
  );
}
