import fp from 'fastify-plugin';
import type { Config, Secrets } from '../../config.ts';
import type { Clock } from '../../lib/clock.ts';
import { listSecrets } from './list-secrets.ts';
import { createSecretWatch } from './watch-secrets.ts';

interface Options {
  readonly config: Config;
  readonly secrets: Secrets;
  readonly adminToken: string;
  readonly clock: Clock;
}

export const keysFeature = fp<Options>(
  async (app, { config, secrets, adminToken, clock }) => {
    const watch = createSecretWatch(listSecrets(secrets, adminToken), {
      database: app.database,
      alarms: app.alarms,
      clock,
      limitDays: config.thresholds.keyAgeDays,
    });
    app.scheduler.add({
      name: 'api_keys',
      summary: 'Looks how old the configured secrets are, and warns of those that want to be changed.',
      schedule: config.schedules.api_keys,
      jitterMs: 600_000,
      timeoutMs: 60_000,
      run: watch,
      // Only a restart brings another value, and so each start looks.
      isOverdue: () => true,
    });
  },
  { name: 'keys', dependencies: ['database', 'alarms', 'scheduler'] },
);
