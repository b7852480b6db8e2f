import { stringifySetCookie } from 'cookie';
import type { FastifyReply } from 'fastify';
import type { Config } from '../../config.ts';
import { isServedOverTls } from '../../plugins/security-headers.ts';

/** As long as it takes for the browser to come to the sign-in. */
const LIFE_SECONDS = 60;

/**
 * Tells the page of the sign-in why somebody is suspended. By a cookie, for anybody can make a link that puts words
 * behind a `#`.
 */
export function tellWhy(reply: FastifyReply, config: Config, reason: string | null): void {
  const value = Buffer.from(reason ?? '').toString('base64url');
  reply.header(
    'set-cookie',
    stringifySetCookie({
      name: 'bookchat_suspended',
      value,
      path: '/',
      // The page reads it.
      httpOnly: false,
      sameSite: 'lax',
      secure: isServedOverTls(config),
      maxAge: LIFE_SECONDS,
    }),
  );
}
