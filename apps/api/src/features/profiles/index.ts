import fp from 'fastify-plugin';
import type { Config } from '../../config.ts';
import type { Clock } from '../../lib/clock.ts';
import { createAvatars } from './avatars.ts';
import { addAvatarRoutes } from './routes.ts';

/** The pictures that people give themselves; what else a profile says is changed with the account. */
export const profilesFeature = fp<{ config: Config; clock: Clock }>(
  async (app, { config, clock }) => {
    addAvatarRoutes(app, { config, clock, avatars: createAvatars(app) });
  },
  { name: 'profiles', dependencies: ['access', 'accounts', 'database', 'people'] },
);
