import fp from 'fastify-plugin';
import type { Config } from '../../config.ts';
import { addAdminSessionRoutes, addProbeRoutes } from './routes.ts';

export const systemFeature = fp<{ config: Config }>(
  async (app, { config }) => {
    addProbeRoutes(app);
    addAdminSessionRoutes(app, config);
  },
  { name: 'system', dependencies: ['readiness', 'access'] },
);
