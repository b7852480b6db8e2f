import fp from 'fastify-plugin';
import type { Config } from '../../config.ts';
import type { MessageFigures } from './message-figures.ts';
import { addMessageRoutes } from './routes.ts';

declare module 'fastify' {
  interface FastifyInstance {
    readonly messageFigures: Readonly<MessageFigures>;
  }
}

export const messagesFeature = fp<{ config: Config }>(
  async (app, { config }) => {
    const figures: MessageFigures = {
      written: 0,
      removed: 0,
      pageHits: 0,
      pageMisses: 0,
      queued: () => 0,
      left(messages) {
        figures.removed += messages;
      },
    };
    app.decorate('messageFigures', figures);
    addMessageRoutes(app, { figures, mode: config.auth.mode });
  },
  { name: 'messages', dependencies: ['access', 'database', 'changes', 'identities', 'rooms'] },
);
