import fp from 'fastify-plugin';
import type { Config } from '../../config.ts';
import type { Clock } from '../../lib/clock.ts';
import { createAnalyseBreaches } from './analyse-breaches.ts';
import { createBreachHistory } from './breach-history.ts';
import { createBreachWarning } from './breach-warning.ts';
import { createBreachWriter } from './breach-writer.ts';
import { type Breaches, createBreaches } from './breaches.ts';
import { createBreachesTask } from './breaches-task.ts';
import { addBreachRoutes } from './routes.ts';

export type { Breaches };

declare module 'fastify' {
  interface FastifyInstance {
    readonly breaches: Breaches;
  }
}

/** Remembers what the limits refused, and warns where that is much. */
export const rateLimitsFeature = fp<{ config: Config; clock: Clock }>(
  async (app, { config, clock }) => {
    const { database, breachBuffer: buffer, alarms, log } = app;
    const { periodHours, warningAbove } = config.breaches;
    const history = createBreachHistory(database, clock, periodHours);
    const writer = createBreachWriter({
      database,
      buffer,
      history,
      clock,
      log,
      onFlushed: () => {
        if (history.isWhole) warning.check();
      },
    });
    const { pending } = writer;
    const closing = new AbortController();
    const analyse = createAnalyseBreaches({
      database,
      file: config.database,
      clock,
      pending,
      untilClosed: closing.signal,
    });
    const breaches = createBreaches({ database, history, analyse, pending, warningAbove });
    const { summarize } = breaches;
    const warning = createBreachWarning(config, alarms, summarize);

    app.decorate('breaches', breaches);
    addBreachRoutes(app);
    app.scheduler.add({
      name: 'rate_limits',
      summary: 'Looks at the breaches of the limits, and forgets old ones',
      schedule: config.schedules.rate_limits,
      jitterMs: 60_000,
      timeoutMs: 60_000,
      run: createBreachesTask({ config, database, clock, writer, history, warning, summarize }),
    });
    app.addHook('onListen', async () => writer.begin());
    app.addHook('preClose', async () => closing.abort());
    app.addHook('onClose', () => writer.stop());
  },
  { name: 'rate-limits-feature', dependencies: ['database', 'alarms', 'rate-limits', 'scheduler'] },
);
