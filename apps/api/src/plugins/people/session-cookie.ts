import { parseCookie, stringifySetCookie } from 'cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Config } from '../../config.ts';
import { isServedOverTls } from '../security-headers.ts';

/** A session as the browser holds it: out of reach of scripts and of other sites' writes. */
export interface SessionCookie {
  read(request: FastifyRequest): string | undefined;
  set(reply: FastifyReply, secret: string, expiresAt: number): void;
  clear(reply: FastifyReply): void;
}

export function createSessionCookie(config: Config): SessionCookie {
  const secure = isServedOverTls(config);
  // A browser takes the prefix only together with Secure (RFC 6265bis, 4.1.3).
  const name = secure ? '__Host-bookchat_session' : 'bookchat_session';
  return {
    read: ({ headers: { cookie } }) => (cookie === undefined ? undefined : parseCookie(cookie)[name]),
    set,
    clear: (reply) => set(reply, '', 0),
  };

  function set(reply: FastifyReply, value: string, expiresAt: number): void {
    const expires = new Date(expiresAt);
    reply.header(
      'set-cookie',
      stringifySetCookie({ name, value, path: '/', httpOnly: true, sameSite: 'lax', secure, expires }),
    );
  }
}
