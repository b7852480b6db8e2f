import fp from 'fastify-plugin';
import { type ChangeLog, createChangeLog } from './change-log.ts';
import { addChangeRoutes } from './routes.ts';

export type { ChangeLog };

declare module 'fastify' {
  interface FastifyInstance {
    readonly changeLog: ChangeLog;
  }
}

export const changesFeature = fp(
  async (app) => {
    app.decorate('changeLog', createChangeLog(app.database));
    addChangeRoutes(app);
  },
  { name: 'changes', dependencies: ['database'] },
);
