import fp from 'fastify-plugin';
import type { Config } from '../../config.ts';
import type { Clock } from '../../lib/clock.ts';
import { addRetentionTask, RETENTION_TASK } from './add-retention-task.ts';
import { createRetention } from './create-retention.ts';
import { addRetentionRoutes } from './routes.ts';

export { removesMessages } from './days-of.ts';
export { listYearly } from './list-yearly.ts';
export { prepareLastRun } from './queries.ts';
export { type Surveyed, survey } from './survey.ts';
export { RETENTION_TASK };

declare module 'fastify' {
  interface FastifyInstance {
    readonly retention: {
      /** Removes now what may go. @returns what was done, in words. */
      run(signal: AbortSignal): Promise<string>;
      /** How many messages stayed past their time after the last run; null before the first. */
      waiting(): number | null;
    };
  }
}

export const retentionFeature = fp<{ config: Config; clock: Clock }>(
  async (app, { config, clock }) => {
    const retention = createRetention(app, { config, clock });
    app.decorate('retention', { run: retention.run, waiting: retention.waiting });
    addRetentionTask(app, { config, run: retention.run });
    addRetentionRoutes(app, retention.read);
  },
  {
    name: 'retention',
    dependencies: ['database', 'alarms', 'changes', 'messages', 'scheduler', 'archive', 'rooms'],
  },
);
