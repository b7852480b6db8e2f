import type { Endpoint } from '@bookchat/shared';
import fp from 'fastify-plugin';

declare module 'fastify' {
  interface FastifyInstance {
    /** Every endpoint that is served, in order; complete once the app is ready. */
    readonly endpoints: readonly Endpoint[];
  }
}

export const endpointsPlugin = fp(
  async (app) => {
    const endpoints: Endpoint[] = [];
    app.decorate('endpoints', endpoints);
    app.addHook('onRoute', ({ method, config }) => {
      // Fastify adds a HEAD route of its own to each GET.
      if (config?.endpoint?.method === method) endpoints.push(config.endpoint);
    });
  },
  { name: 'endpoints' },
);
