import fp from 'fastify-plugin';
import { addMessageRoutes } from './routes.ts';

export const messagesFeature = fp(
  async (app) => {
    addMessageRoutes(app);
  },
  { name: 'messages', dependencies: ['database', 'changes'] },
);
