import fp from 'fastify-plugin';
import type { Config } from '../../config.ts';
import type { Clock } from '../../lib/clock.ts';
import { createAligning, createWritten } from './aligning/index.ts';
import { createInvites } from './invites/invites.ts';
import { createManagement, type Management } from './managing/index.ts';
import { createNames } from './names/names.ts';
import { addAuditRoutes, addInviteRoutes, addManagingRoutes, addNameRoutes } from './routes.ts';

declare module 'fastify' {
  interface FastifyInstance {
    readonly management: Management;
  }
}

interface Options {
  readonly config: Config;
  readonly clock: Clock;
}

export const peopleFeature = fp<Options>(
  async (app, { config, clock }) => {
    const closing = new AbortController();
    const written = createWritten(app, config.database, closing.signal);
    const aligning = createAligning(app, written, closing.signal);
    const management = createManagement(app, clock, aligning);
    app.decorate('management', management);
    addManagingRoutes(app, management);
    addInviteRoutes(app, createInvites(app, clock));
    addNameRoutes(app, createNames(app, { clock, written, aligning }));
    addAuditRoutes(app);
    // What a stop has cut off goes on.
    app.addHook('onListen', async () => void aligning.settle());
    app.addHook('preClose', async () => closing.abort());
    app.addHook('onClose', () => aligning.idle());
  },
  {
    name: 'people-management',
    dependencies: ['access', 'api-keys', 'audit', 'changes', 'database', 'people'],
  },
);
