import type { FastifyRequest } from 'fastify';
import type { Config } from '../../config.ts';
import type { Clock } from '../../lib/clock.ts';
import type { BreachBuffer } from '../../plugins/rate-limits/breach-buffer.ts';
import { clientKey } from '../../plugins/rate-limits/client-key.ts';
import { endpointOf } from '../../plugins/rate-limits/endpoint-of.ts';
import { beyondLimit } from '../../plugins/rate-limits/too-many-requests.ts';
import { createWindowCounters } from '../../plugins/rate-limits/window-counters.ts';
import { attemptKey } from './attempt-key.ts';

/**
 * Keeps count of wrong passwords: by the name that strangers try, wherever they come from, and by itself for each browser that
 * its person is known in, which no stranger can lock out so. Beside it stands the limit by address.
 */
export interface NameAttempts {
  /**
   * Has a password tried, unless too many have been: then none is hashed. Those under way count as wrong ones.
   * @param by what their tries are counted.
   * @throws ProblemError `rate_limited`.
   */
  during(by: CountedBy, request: FastifyRequest, isRight: () => Promise<boolean>): Promise<boolean>;
}

export type CountedBy =
  /** What was given, whether there is such an account or not: so the count tells nothing of that. */
  | { readonly name: string }
  /** The person has signed in in it before. */
  | { readonly browser: string }
  /** Somebody is signed in by it. */
  | { readonly session: string };

interface Parts {
  readonly config: Pick<Config, 'rateLimits'>;
  readonly clock: Clock;
  readonly breaches: BreachBuffer;
}

/** A quarter of an hour where the window is a minute, as it is by default. */
const WINDOWS = 15;

export function createNameAttempts({ config, clock, breaches }: Parts): NameAttempts {
  const { signIns: max, windowSeconds } = config.rateLimits;
  const wrong = createWindowCounters(WINDOWS * windowSeconds * 1_000, clock.elapsed);
  const underWay = new Map<string, number>();

  return {
    async during(by, request, isRight) {
      const who = keyOf(by);
      ensureAllowed(who, request);
      underWay.set(who, countUnderWay(who) + 1);
      try {
        const right = await isRight();
        if (!right) wrong.hit(who);
        return right;
      } finally {
        if (countUnderWay(who) === 1) underWay.delete(who);
        else underWay.set(who, countUnderWay(who) - 1);
      }
    },
  };

  function ensureAllowed(who: string, request: FastifyRequest): void {
    const { count, resetsIn } = wrong.peek(who);
    if (count + countUnderWay(who) < max) return;
    breaches.add('sign_in', endpointOf(request), clientKey(request));
    throw beyondLimit(
      `There were too many wrong passwords for this name. Try again in ${Math.ceil(resetsIn / 1_000)} s, or in a browser in ` +
        'which you have signed in before; or ask an admin for a link for a new password.',
      max,
      resetsIn,
    );
  }

  function countUnderWay(who: string): number {
    return underWay.get(who) ?? 0;
  }
}

function keyOf(by: CountedBy): string {
  if ('name' in by) return attemptKey(by.name);
  return 'browser' in by ? `browser ${by.browser}` : `session ${by.session}`;
}
