import type { FastifyRateLimitStore, FastifyRateLimitStoreCtor } from '@fastify/rate-limit';
import type { ClientCounters } from './client-counters.ts';
import type { RatePolicy } from './policies.ts';

type Callback = (error: Error | null, result?: { current: number; ttl: number }) => void;

/** The store that @fastify/rate-limit asks: each route counts in the counters of its policy. */
export function toStore(countersOf: (policy: string) => ClientCounters): FastifyRateLimitStoreCtor {
  class CounterStore implements FastifyRateLimitStore {
    readonly #counters: ClientCounters;

    constructor(options: unknown) {
      this.#counters = countersOf((options as Partial<RatePolicy>).name ?? 'read');
    }

    incr(client: string, callback: Callback): void {
      const { count, resetsIn } = this.#counters.hit(client);
      callback(null, { current: count, ttl: resetsIn });
    }

    child(options: unknown): CounterStore {
      return new CounterStore(options);
    }
  }
  return CounterStore as unknown as FastifyRateLimitStoreCtor;
}
