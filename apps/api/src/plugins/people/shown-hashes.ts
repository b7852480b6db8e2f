import type { FastifyRequest } from 'fastify';
import { sha256Hex } from '../../lib/sha256-hex.ts';

interface Shown {
  readonly cookies: string;
  readonly hash: string | undefined;
}

/**
 * The hash of the session's secret that a request shows. A browser shows the same one at each request of a connection:
 * it is read and hashed at the first, and kept no longer than the connection.
 */
export function createShownHashes(
  readSecret: (request: FastifyRequest) => string | undefined,
): (request: FastifyRequest) => string | undefined {
  const ofConnections = new WeakMap<object, Shown>();
  return (request) => {
    const { cookie: cookies } = request.headers;
    if (cookies === undefined) return undefined;
    const known = ofConnections.get(request.raw.socket);
    if (known?.cookies === cookies) return known.hash;
    const secret = readSecret(request);
    const hash = secret === undefined ? undefined : sha256Hex(secret);
    ofConnections.set(request.raw.socket, { cookies, hash });
    return hash;
  };
}
