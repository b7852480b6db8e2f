import type { FastifyRequest, onRequestHookHandler } from 'fastify';
import type { ClientCounters } from './client-counters.ts';
import { clientKey } from './client-key.ts';
import type { RatePolicy } from './policies.ts';
import { tooManyRequests } from './too-many-requests.ts';

/**
 * Counts and answers like @fastify/rate-limit, within one turn and without a promise.
 * @param onExceeded hears of each refusal.
 */
export function limitAtOnce(
  { max }: RatePolicy,
  counters: ClientCounters,
  onExceeded: (request: FastifyRequest, client: string) => void,
): onRequestHookHandler {
  const limit = String(max);
  return (request, reply, done) => {
    const client = clientKey(request);
    const { count, resetsIn } = counters.hit(client);
    reply.header('ratelimit-limit', limit);
    reply.header('ratelimit-remaining', String(Math.max(0, max - count)));
    reply.header('ratelimit-reset', String(Math.ceil(resetsIn / 1_000)));
    if (count <= max) return done();
    onExceeded(request, client);
    done(tooManyRequests(resetsIn));
  };
}
