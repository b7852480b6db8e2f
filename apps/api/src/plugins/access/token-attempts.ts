import type { FastifyRequest } from 'fastify';
import { ProblemError } from '../../lib/problem-error.ts';
import { clientKey } from '../rate-limits/client-key.ts';
import type { RatePolicy } from '../rate-limits/policies.ts';
import { createWindowCounters } from '../rate-limits/window-counters.ts';

/** Keeps count of wrong tokens, so that nobody guesses the right one. */
export interface TokenAttempts {
  /** @throws ProblemError `rate_limited` while the address has used up its wrong tokens. */
  ensureAllowed(request: FastifyRequest): void;
  countWrong(request: FastifyRequest): void;
}

export function createTokenAttempts({ max, timeWindow }: RatePolicy): TokenAttempts {
  const failures = createWindowCounters(timeWindow);
  return {
    ensureAllowed(request) {
      const { count, resetsIn } = failures.peek(clientKey(request));
      if (count >= max) throw tooManyFailures(max, Math.ceil(resetsIn / 1_000));
    },
    countWrong: (request) => void failures.hit(clientKey(request)),
  };
}

/** Says of the limit that was met, in place of the route's own, which was not. */
function tooManyFailures(max: number, seconds: number): ProblemError {
  return new ProblemError(
    'rate_limited',
    `There were too many wrong tokens from this address. Try again in ${seconds} s.`,
    {
      headers: {
        'retry-after': String(seconds),
        'ratelimit-limit': String(max),
        'ratelimit-remaining': '0',
        'ratelimit-reset': String(seconds),
      },
    },
  );
}
