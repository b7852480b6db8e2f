import { createHash, randomBytes } from 'node:crypto';
import { parseCookie, stringifySetCookie } from 'cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Config } from '../config.ts';
import type { Clock } from '../lib/clock.ts';
import { isServedOverTls } from './security-headers.ts';

export const BEGUN_LIFE_MS = 5 * 60_000;
/** So many at once; whoever floods them is held back by the limit of the route long before. */
const MOST_AT_ONCE = 10_000;

/** What a browser has begun and is to finish: once, within five minutes, and no other browser in its place. */
export interface Begun<T> {
  begin(reply: FastifyReply, value: T): void;
  /** Null where nothing was begun, it was too long ago, or it was finished before. */
  take(request: FastifyRequest, reply: FastifyReply): T | null;
}

interface Options {
  readonly config: Config;
  readonly clock: Clock;
  /** Of the cookie. */
  readonly name: string;
  /** `lax` where another site sends the browser back. */
  readonly sameSite: 'lax' | 'strict';
  readonly mostAtOnce?: number;
}

/** Kept in memory under the hash of a random cookie. */
export function createBegun<T>(options: Options): Begun<T> {
  const { config, clock, sameSite, mostAtOnce = MOST_AT_ONCE } = options;
  const secure = isServedOverTls(config);
  const name = `${secure ? '__Host-' : ''}bookchat_${options.name}`;
  const waiting = new Map<string, { readonly value: T; readonly until: number }>();
  return {
    begin(reply, value) {
      forgetOld();
      const secret = randomBytes(32).toString('base64url');
      waiting.set(hash(secret), { value, until: clock.elapsed() + BEGUN_LIFE_MS });
      setCookie(reply, secret, BEGUN_LIFE_MS / 1_000);
    },
    take(request, reply) {
      const secret = parseCookie(request.headers.cookie ?? '')[name];
      if (secret === undefined) return null;
      setCookie(reply, '', 0);
      const key = hash(secret);
      const found = waiting.get(key);
      waiting.delete(key);
      return found === undefined || found.until <= clock.elapsed() ? null : found.value;
    },
  };

  /** The oldest stand first, as all live equally long. */
  function forgetOld(): void {
    for (const [key, { until }] of waiting) {
      if (until > clock.elapsed() && waiting.size < mostAtOnce) return;
      waiting.delete(key);
    }
  }

  function setCookie(reply: FastifyReply, value: string, maxAge: number): void {
    reply.header(
      'set-cookie',
      stringifySetCookie({ name, value, path: '/', httpOnly: true, sameSite, secure, maxAge }),
    );
  }
}

function hash(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url');
}
