import fp from 'fastify-plugin';
import type { Clock } from '../../lib/clock.ts';
import { addTaskRoutes } from './routes.ts';
import { createScheduler, type Scheduler } from './scheduler.ts';
import { createTaskStore } from './task-store.ts';

export type { Scheduler, SchedulerState } from './scheduler.ts';
export type { TaskContext, TaskDefinition } from './task-definition.ts';

declare module 'fastify' {
  interface FastifyInstance {
    readonly scheduler: Scheduler;
  }
}

interface Options {
  readonly clock: Clock;
  /** Takes known secrets out of a text. */
  readonly clean: (text: string) => string;
}

export const schedulerFeature = fp<Options>(
  async (app, { clock, clean }) => {
    const scheduler = createScheduler({
      clock,
      random: Math.random,
      store: createTaskStore(app.database, app.log),
      alarms: app.alarms,
      log: app.log,
      clean,
      isPaused: () => app.maintenance.isOn,
    });
    app.decorate('scheduler', scheduler);
    addTaskRoutes(app, scheduler);
    app.addHook('onListen', async () => scheduler.begin());
    // Runs are told to end as soon as the server begins to stop, and have ended before the database is closed.
    app.addHook('preClose', async () => void scheduler.stop());
    app.addHook('onClose', () => scheduler.stop());
  },
  { name: 'scheduler', dependencies: ['database', 'alarms', 'maintenance'] },
);
