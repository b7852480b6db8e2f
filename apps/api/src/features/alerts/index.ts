import type { Alert, Severity } from '@bookchat/shared';
import fp from 'fastify-plugin';
import type { Config, Secrets } from '../../config.ts';
import type { Clock } from '../../lib/clock.ts';
import { createAlerting } from './alerting.ts';
import { type AlertsState, describeState } from './describe-state.ts';
import { addAlertRoutes } from './routes.ts';

export { type Mail, sendMail } from './delivery/index.ts';
export { prepareListUnresolved } from './queries.ts';

export interface Alerts {
  /** How many are not resolved. */
  unresolved(): Record<Severity, number>;
  /** The latest ones, whatever their state, latest first; at most 50. */
  recent(limit: number): Alert[];
  /** How many wait to be told by a channel, now or later. */
  awaitingDelivery(): number;
  /** Whether alerts are stored and reach people. */
  state(): AlertsState;
}

declare module 'fastify' {
  interface FastifyInstance {
    /** All of it from memory. */
    readonly alerts: Alerts;
  }
}

interface Options {
  readonly config: Config;
  readonly secrets: Secrets;
  readonly clock: Clock;
  /** Takes known secrets out of a text. */
  readonly clean: (text: string) => string;
}

export const alertsFeature = fp<Options>(
  async (app, options) => {
    const { database, alarms, log } = app;
    const alerting = createAlerting({ ...options, database, alarms, log, random: Math.random });
    const { book, store, couriers } = alerting;
    alerting.begin();
    app.decorate('alerts', {
      unresolved: book.unresolved,
      recent: book.recent,
      awaitingDelivery: () =>
        book.all().filter((record) => couriers.some((courier) => courier.awaits(record))).length,
      state: () => describeState({ book, store, couriers }),
    });
    addAlertRoutes(app, alerting);
    // Letters that are on their way arrive while answers are given to an end; what that brings is stored at last.
    let stopped = Promise.resolve();
    app.addHook('preClose', async () => {
      stopped = alerting.stop();
    });
    app.addHook('onClose', async () => {
      await stopped;
      await store.close();
    });
  },
  { name: 'alerts', dependencies: ['database', 'alarms'] },
);
