import rateLimit from '@fastify/rate-limit';
import fp from 'fastify-plugin';
import type { Config } from '../../config.ts';
import { type ClientCounters, createClientCounters } from './client-counters.ts';
import { clientKey } from './client-key.ts';
import { toStore } from './counter-store.ts';
import { limitAtOnce } from './limit-at-once.ts';
import { type RatePolicies, ratePolicies } from './policies.ts';
import { tooManyRequests } from './too-many-requests.ts';

declare module 'fastify' {
  interface FastifyInstance {
    readonly ratePolicies: RatePolicies;
  }
}

/** The classes of the two busiest routes, for which the promises of @fastify/rate-limit would cost too much. */
const AT_ONCE: ReadonlySet<string> = new Set(['write', 'poll']);

/**
 * Limits every route by the class that its endpoint names; files and the rest count as reads. Both ways of
 * asking, @fastify/rate-limit's and the short one, count in the same counters.
 */
export const rateLimitsPlugin = fp<{ config: Config }>(
  async (app, { config }) => {
    const policies = ratePolicies(config);
    const counters = new Map<string, ClientCounters>(
      Object.values(policies).map(({ name, timeWindow }) => [name, createClientCounters(timeWindow)]),
    );
    const countersOf = (name: string) => counters.get(name) as ClientCounters;

    app.decorate('ratePolicies', policies);
    app.addHook('onRoute', (route) => {
      const limit = route.config?.limit ?? 'read';
      if (limit === 'none') return;
      if (AT_ONCE.has(limit))
        route.onRequest = [limitAtOnce(policies[limit], countersOf(limit)), route.onRequest ?? []].flat();
      else route.config = { ...route.config, rateLimit: { ...policies[limit] } };
    });
    await app.register(rateLimit, {
      global: false,
      enableDraftSpec: true,
      store: toStore(countersOf),
      keyGenerator: clientKey,
      errorResponseBuilder: (_request, { ttl }) => tooManyRequests(ttl),
    });
  },
  { name: 'rate-limits' },
);
