import { parseCookie, stringifySetCookie } from 'cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Config } from '../../config.ts';
import { isServedOverTls } from '../../plugins/security-headers.ts';

/** An identity as the browser holds it: out of reach of scripts and of other sites' writes. */
export interface IdentityCookie {
  read(request: FastifyRequest): string | undefined;
  set(reply: FastifyReply, secret: string): void;
}

/** Longer no browser keeps one (RFC 6265bis, 5.5). */
const MAX_AGE_SECONDS = 400 * 86_400;

export function createIdentityCookie(config: Config): IdentityCookie {
  const secure = isServedOverTls(config);
  // A browser takes the prefix only together with Secure (RFC 6265bis, 4.1.3).
  const name = secure ? '__Host-bookchat_identity' : 'bookchat_identity';
  return {
    read: ({ headers: { cookie } }) => (cookie === undefined ? undefined : parseCookie(cookie)[name]),
    set: (reply, value) =>
      void reply.header(
        'set-cookie',
        stringifySetCookie({
          name,
          value,
          path: '/',
          httpOnly: true,
          sameSite: 'lax',
          secure,
          maxAge: MAX_AGE_SECONDS,
        }),
      ),
  };
}
