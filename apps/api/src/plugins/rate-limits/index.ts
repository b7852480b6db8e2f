import rateLimit from '@fastify/rate-limit';
import type { FastifyRequest } from 'fastify';
import fp from 'fastify-plugin';
import type { Config } from '../../config.ts';
import type { Clock } from '../../lib/clock.ts';
import { type BreachBuffer, createBreachBuffer } from './breach-buffer.ts';
import { type ClientCounters, createClientCounters } from './client-counters.ts';
import { clientKey } from './client-key.ts';
import { toStore } from './counter-store.ts';
import { createDailyBackups, type DailyBackups } from './daily-backups.ts';
import { endpointOf } from './endpoint-of.ts';
import { limitAtOnce } from './limit-at-once.ts';
import { doorOf, type RatePolicies, ratePolicies } from './policies.ts';
import { tooManyRequests } from './too-many-requests.ts';

export { type BreachBuffer, type BreachLimit, type BufferedBreach, OTHERS } from './breach-buffer.ts';

declare module 'fastify' {
  interface FastifyInstance {
    readonly ratePolicies: RatePolicies;
    /** Where every refusal with 429 is counted. */
    readonly breachBuffer: BreachBuffer;
    readonly dailyBackups: DailyBackups;
  }
}

/** The classes of the two busiest routes, for which the promises of @fastify/rate-limit would cost too much. */
const AT_ONCE: ReadonlySet<string> = new Set(['write', 'poll']);

/**
 * Limits every route by the class that its endpoint names. Both ways of asking, @fastify/rate-limit's and the
 * short one, count in the same counters.
 */
export const rateLimitsPlugin = fp<{ config: Config; clock: Clock }>(
  async (app, { config, clock }) => {
    const policies = ratePolicies(config);
    const breaches = createBreachBuffer(clock.now);
    const counters = new Map<string, ClientCounters>(
      Object.values(policies).map(({ name, timeWindow }) => [
        name,
        createClientCounters(timeWindow, clock.elapsed),
      ]),
    );
    const countersOf = (name: string) => counters.get(name) as ClientCounters;

    app.decorate('ratePolicies', policies);
    app.decorate('breachBuffer', breaches);
    app.decorate(
      'dailyBackups',
      createDailyBackups(policies.backup, clock, (request) =>
        breaches.add('backup', endpointOf(request), countersOf('admin').blame(clientKey(request))),
      ),
    );
    app.addHook('onRoute', (route) => {
      const limit = doorOf(route.config?.limit);
      if (limit === 'none') return;
      const policy = policies[limit];
      if (AT_ONCE.has(limit))
        route.onRequest = [limitAtOnce(policy, countersOf(limit), onExceeded), route.onRequest ?? []].flat();
      else route.config = { ...route.config, rateLimit: { ...policy } };
    });
    await app.register(rateLimit, {
      global: false,
      enableDraftSpec: true,
      store: toStore(countersOf),
      keyGenerator: clientKey,
      onExceeded,
      errorResponseBuilder: (_request, { ttl }) => tooManyRequests(ttl),
    });

    function onExceeded(request: FastifyRequest, client: string): void {
      const limit = doorOf(request.routeOptions.config.limit);
      if (limit !== 'none') breaches.add(limit, endpointOf(request), countersOf(limit).blame(client));
    }
  },
  { name: 'rate-limits' },
);
