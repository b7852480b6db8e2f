import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { parseCookie, stringifySetCookie } from 'cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Config } from '../../config.ts';
import { isServedOverTls } from '../security-headers.ts';
import type { Person } from './person-book.ts';

/**
 * Browsers in which somebody has signed in before. It lets nobody in: such a browser only has tries of its own, so that
 * strangers who use up those of a name lock nobody out (OWASP calls it a device cookie).
 */
export interface KnownBrowsers {
  /** Names the browser; null for one in which this person has not signed in since they have their password. */
  find(request: FastifyRequest, person: Person): string | null;
  remember(reply: FastifyReply, person: Person): void;
}

const ONE_YEAR_SECONDS = 31_536_000;
/** Only where passwords are tried: polls do not carry it. */
const PATH = '/api/session';

export function createKnownBrowsers(config: Config): KnownBrowsers {
  const secure = isServedOverTls(config);
  const name = secure ? '__Secure-bookchat_device' : 'bookchat_device';
  return {
    find({ headers: { cookie = '' } }, person) {
      const [id = '', seal = ''] = parseCookie(cookie)[name]?.split('.') ?? [];
      return isSame(seal, sealOf(id, person)) ? id : null;
    },
    remember(reply, person) {
      const id = randomBytes(16).toString('base64url');
      const seal = sealOf(id, person);
      if (seal === null) return;
      const value = `${id}.${seal}`;
      reply.header(
        'set-cookie',
        stringifySetCookie({
          name,
          value,
          path: PATH,
          httpOnly: true,
          sameSite: 'strict',
          secure,
          maxAge: ONE_YEAR_SECONDS,
        }),
      );
    },
  };
}

/**
 * Sealed by what is kept of the password, and so kept nowhere and good until that is another: it holds a salt of 128 bits, and whoever has
 * the cookie tries no password by it. Null where there is none to try.
 */
function sealOf(browser: string, { id, password_hash }: Person): string | null {
  if (password_hash === null) return null;
  return createHmac('sha256', password_hash).update(`${browser}.${id}`).digest('base64url');
}

function isSame(given: string, right: string | null): boolean {
  if (right === null) return false;
  const [one, other] = [Buffer.from(given), Buffer.from(right)];
  return one.length === other.length && timingSafeEqual(one, other);
}
