import rateLimit from '@fastify/rate-limit';
import type { FastifyRequest } from 'fastify';
import fp from 'fastify-plugin';
import type { Config } from '../../config.ts';
import { ProblemError } from '../../lib/problem-error.ts';
import { clientKey } from './client-key.ts';
import { createCounterStore } from './counter-store.ts';
import { type RatePolicies, ratePolicies } from './policies.ts';

declare module 'fastify' {
  interface FastifyInstance {
    readonly ratePolicies: RatePolicies;
  }
}

/** Limits every route by the class that its endpoint names; files and the rest count as reads. */
export const rateLimitsPlugin = fp<{ config: Config }>(
  async (app, { config }) => {
    const policies = ratePolicies(config);
    app.decorate('ratePolicies', policies);
    app.addHook('onRoute', (route) => {
      const limit = route.config?.limit ?? 'read';
      if (limit !== 'none') route.config = { ...route.config, rateLimit: { ...policies[limit] } };
    });
    await app.register(rateLimit, {
      global: false,
      enableDraftSpec: true,
      store: createCounterStore(policies),
      keyGenerator: (request: FastifyRequest) => clientKey(request.ip),
      errorResponseBuilder: (_request, { ttl }) => tooMany(ttl),
    });
  },
  { name: 'rate-limits' },
);

function tooMany(ttlMs: number): ProblemError {
  const seconds = Math.ceil(ttlMs / 1_000);
  return new ProblemError(
    'rate_limited',
    `That was too many requests in a short time. Try again in ${seconds} s.`,
  );
}
