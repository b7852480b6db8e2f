import { parseCookie, stringifySetCookie } from 'cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Config } from '../../config.ts';
import { isServedOverTls } from '../security-headers.ts';
import type { AdminSession, AdminSessions } from './admin-sessions.ts';

/** The operator's session as the browser holds it: out of reach of scripts and of other sites' requests. */
export interface AdminCookie {
  open(reply: FastifyReply): AdminSession;
  /** Null where there is none, or none any more. */
  find(request: FastifyRequest): AdminSession | null;
  close(request: FastifyRequest, reply: FastifyReply): void;
}

export function createAdminCookie(config: Config, sessions: AdminSessions): AdminCookie {
  const secure = isServedOverTls(config);
  // A browser takes the prefix only together with Secure (RFC 6265bis, 4.1.3).
  const name = secure ? '__Host-bookchat_admin' : 'bookchat_admin';
  return {
    open(reply) {
      const { secret, ...session } = sessions.open();
      set(reply, secret, session.expiresAt);
      return session;
    },
    find(request) {
      const secret = read(request);
      return secret === undefined ? null : sessions.find(secret);
    },
    close(request, reply) {
      const secret = read(request);
      if (secret !== undefined) sessions.close(secret);
      set(reply, '', 0);
    },
  };

  function read({ headers }: FastifyRequest): string | undefined {
    return parseCookie(headers.cookie ?? '')[name];
  }

  function set(reply: FastifyReply, value: string, expiresAt: number): void {
    const expires = new Date(expiresAt);
    reply.header(
      'set-cookie',
      stringifySetCookie({ name, value, path: '/', httpOnly: true, sameSite: 'lax', secure, expires }),
    );
  }
}
