import fp from 'fastify-plugin';
import { addAdminSessionRoutes, addProbeRoutes } from './routes.ts';

export const systemFeature = fp(
  async (app) => {
    addProbeRoutes(app);
    addAdminSessionRoutes(app);
  },
  { name: 'system', dependencies: ['readiness', 'access'] },
);
