import fp from 'fastify-plugin';
import { type ChangeLog, createChangeLog, type Newest } from './change-log.ts';
import { addChangeRoutes } from './routes.ts';

export { type ArchiveReport, NO_ARCHIVE } from './archive-report.ts';
export type { RoomReport, RoomView } from './room-report.ts';
export type { ChangeLog, Newest };

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
