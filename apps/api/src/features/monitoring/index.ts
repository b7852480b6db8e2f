import fp from 'fastify-plugin';
import type { Config } from '../../config.ts';
import { addStatsRoute } from './routes.ts';

/** Tells operators how the server does, and notices by itself what they should know. */
export const monitoringFeature = fp<{ config: Config }>(
  async (app) => {
    const closing = new AbortController();
    app.addHook('onClose', async () => closing.abort());
    addStatsRoute(app, closing.signal);
  },
  { name: 'monitoring', dependencies: ['request-figures', 'access'] },
);
