import { join } from 'node:path';
import fastify, { type FastifyInstance } from 'fastify';
import { openDatabase } from '../src/db/open-database.ts';
import { schedulerFeature, type TaskDefinition } from '../src/features/scheduler/index.ts';
import { type Alarm, alarmsPlugin } from '../src/plugins/alarms.ts';
import { databasePlugin } from '../src/plugins/database.ts';
import { maintenancePlugin } from '../src/plugins/maintenance.ts';
import { readinessPlugin } from '../src/plugins/readiness.ts';
import { zodSchemaController } from '../src/plugins/validation.ts';
import { createClock, type TestClock } from './create-clock.ts';
import { it as base } from './server-test.ts';

export const SECRET = 'canary-of-the-tasks';

/** A test that is given a clock, and a way to start schedulers on one database, each with tasks of its own. */
export const it = base
  .extend('clock', () => createClock())
  .extend('schedule', async ({ clock, folder }, { onCleanup }) => {
    const started: FastifyInstance[] = [];
    onCleanup(async () => void (await Promise.all(started.map((app) => closeInTime(app, clock)))));
    return async (...definitions: readonly TaskDefinition[]) => {
      const app = fastify({ schemaController: zodSchemaController });
      const alarms = new Map<string, Alarm>();
      const database = await openDatabase(join(folder, 'bookchat.db'));
      await app.register(alarmsPlugin);
      await app.register(readinessPlugin);
      await app.register(maintenancePlugin);
      app.alarms.listen({
        raised: (alarm) => void alarms.set(alarm.cause, alarm),
        cleared: (cause) => void alarms.delete(cause),
      });
      await app.register(databasePlugin, { database });
      await app.register(schedulerFeature, {
        clock,
        clean: (text) => text.replaceAll(SECRET, '[secret]'),
      });
      for (const definition of definitions) app.scheduler.add(definition);
      const url = await app.listen({ host: '127.0.0.1', port: 0 });
      started.push(app);
      return {
        url,
        app,
        scheduler: app.scheduler,
        alarms,
        database,
        maintain: app.maintenance.during,
        close: () => app.close(),
        closeInTime: () => closeInTime(app, clock),
      };
    };
  })
  .extend('createTask', ({ clock }) => {
    /** A task that notes when it was started, and does nothing else unless told to. */
    return ({ name = 'tidy', run = async () => 'done', ...rest }: Partial<TaskDefinition> = {}) => {
      const starts: string[] = [];
      return {
        name,
        summary: `Does ${name}.`,
        schedule: '1h',
        jitterMs: 0,
        timeoutMs: 60_000,
        ...rest,
        starts,
        run: (context: Parameters<TaskDefinition['run']>[0]) => {
          starts.push(new Date(clock.now()).toISOString());
          return run(context);
        },
      };
    };
  });

/** Lets the time pass that a run which hangs is given to end. */
async function closeInTime(app: FastifyInstance, clock: TestClock): Promise<void> {
  let isClosed = false;
  const closing = app.close().then(() => {
    isClosed = true;
  });
  while (!isClosed) await clock.pass(1_000);
  await closing;
}
