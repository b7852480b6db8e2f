import type { FastifyRateLimitStore, FastifyRateLimitStoreCtor } from '@fastify/rate-limit';
import { siteKey } from './client-key.ts';
import type { RatePolicies, RatePolicy } from './policies.ts';
import { createWindowCounters, type WindowCounters } from './window-counters.ts';

/** A /48 may hold many households: together they may do this many times what one may. */
const SITE_FACTOR = 8;

/** The counters behind @fastify/rate-limit: one set for each policy, shared by all of its routes. */
export function createCounterStore(policies: RatePolicies): FastifyRateLimitStoreCtor {
  const counters = new Map(
    Object.values(policies).map((policy) => [policy.name, createWindowCounters(policy.timeWindow)]),
  );

  class CounterStore implements FastifyRateLimitStore {
    readonly #counters: WindowCounters;

    constructor(options: unknown) {
      this.#counters = counters.get((options as Partial<RatePolicy>).name ?? 'read') as WindowCounters;
    }

    incr(
      key: string,
      callback: (error: Error | null, result?: { current: number; ttl: number }) => void,
    ): void {
      callback(null, count(this.#counters, key));
    }

    child(options: unknown): CounterStore {
      return new CounterStore(options);
    }
  }
  return CounterStore as unknown as FastifyRateLimitStoreCtor;
}

/** Counts a hit for the client and for the network around it, and answers with whichever is nearer its limit. */
export function count(counters: WindowCounters, client: string): { current: number; ttl: number } {
  const own = counters.hit(client);
  const site = siteKey(client);
  const around = site === null ? null : counters.hit(site);
  const shared = around === null ? 0 : Math.ceil(around.count / SITE_FACTOR);
  return around !== null && shared > own.count
    ? { current: shared, ttl: around.resetsIn }
    : { current: own.count, ttl: own.resetsIn };
}
