import cors from '@fastify/cors';
import fp from 'fastify-plugin';
import type { Config } from '../config.ts';

const PREFLIGHT_SECONDS = 600;

/** Other origins may call from a browser only where they are named; by default there are none. */
export const corsPlugin = fp<{ config: Config }>(
  async (app, { config }) => {
    if (config.http.corsOrigins.length === 0) return;
    await app.register(cors, {
      origin: [...config.http.corsOrigins],
      methods: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'],
      allowedHeaders: ['authorization', 'content-type', 'if-none-match'],
      exposedHeaders: [
        'etag',
        'ratelimit-limit',
        'ratelimit-remaining',
        'ratelimit-reset',
        'retry-after',
        'x-request-id',
      ],
      maxAge: PREFLIGHT_SECONDS,
    });
    // An allowed origin may read the answer, which the fixed header would forbid.
    app.addHook('onSend', (_request, reply, _payload, done) => {
      if (reply.hasHeader('access-control-allow-origin'))
        reply.header('cross-origin-resource-policy', 'cross-origin');
      done();
    });
  },
  { name: 'cors', dependencies: ['security-headers'] },
);
