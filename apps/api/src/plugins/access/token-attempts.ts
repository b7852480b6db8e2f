import type { FastifyRequest } from 'fastify';
import type { BreachBuffer } from '../rate-limits/breach-buffer.ts';
import { createClientCounters } from '../rate-limits/client-counters.ts';
import { clientKey } from '../rate-limits/client-key.ts';
import { endpointOf } from '../rate-limits/endpoint-of.ts';
import type { RatePolicy } from '../rate-limits/policies.ts';
import { beyondLimit } from '../rate-limits/too-many-requests.ts';

/** Keeps count of wrong tokens, so that nobody guesses the right one. */
export interface TokenAttempts {
  /** @throws ProblemError `rate_limited` while the address has used up its wrong tokens. */
  ensureAllowed(request: FastifyRequest): void;
  countWrong(request: FastifyRequest): void;
}

export function createTokenAttempts({ max, timeWindow }: RatePolicy, breaches: BreachBuffer): TokenAttempts {
  const failures = createClientCounters(timeWindow);
  return {
    ensureAllowed(request) {
      const client = clientKey(request);
      const { count, resetsIn } = failures.peek(client);
      if (count < max) return;
      breaches.add('admin_token', endpointOf(request), failures.blame(client));
      throw beyondLimit(
        `There were too many wrong tokens from this address. Try again in ${Math.ceil(resetsIn / 1_000)} s.`,
        max,
        resetsIn,
      );
    },
    countWrong: (request) => void failures.hit(clientKey(request)),
  };
}
