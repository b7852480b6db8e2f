import fp from 'fastify-plugin';
import type { Config, Secrets } from '../../config.ts';
import type { Clock } from '../../lib/clock.ts';
import { GITHUB_TOKEN, listSecrets } from './list-secrets.ts';
import { addMyKeyRoutes } from './my-key-routes.ts';
import { createOwnedKeys } from './owned-keys.ts';
import { createRevokeRecovered } from './revoke-recovered.ts';
import { createRotateGithubToken } from './rotate-github-token.ts';
import { addKeyRoutes } from './routes.ts';
import { createServerKeys } from './server-keys.ts';
import { createSecretWatch } from './watch-secrets.ts';

export { prepareListKeys, prepareListOpenRooms } from './key-queries.ts';
export { createKeyStore, isListed, type KeyStore, type MintedKey } from './key-store.ts';
export { GITHUB_TOKEN, listSecrets } from './list-secrets.ts';
export { prepareFindSecret } from './queries.ts';
export { toApiKey } from './to-api-key.ts';
export { toWatchedSecret } from './to-watched-secret.ts';
export { withExpiry } from './with-expiry.ts';

interface Options {
  readonly config: Config;
  readonly secrets: Secrets;
  readonly adminToken: string;
  readonly clock: Clock;
  /** Keeps a secret that comes to be while the server runs out of whatever is logged, stored or sent. */
  readonly hide: (secret: string) => void;
}

export const keysFeature = fp<Options>(
  async (app, { config, secrets, adminToken, clock, hide }) => {
    const limits = { ageDays: config.thresholds.keyAgeDays, expiryDays: config.thresholds.keyExpiryDays };
    const stopping = new AbortController();
    const keys = createServerKeys(app, limits, clock);
    const watch = createSecretWatch(listSecrets({ config, secrets, adminToken }), {
      database: app.database,
      alarms: app.alarms,
      clock,
      limits,
      expiryOf,
      rotatesHere: (name) => name === GITHUB_TOKEN && app.archive.github !== null,
    });
    app.accounts.onRecovery(createRevokeRecovered(app, clock));
    const owned = createOwnedKeys(app, config);
    addMyKeyRoutes(app, keys, owned);
    addKeyRoutes(app, {
      keys,
      owned,
      watch,
      rotateToken: createRotateGithubToken(app, { config, secrets, watch, hide, stopping: stopping.signal }),
    });
    app.addHook('preClose', async () => stopping.abort());
    app.scheduler.add({
      name: 'api_keys',
      summary:
        'Looks how old the API keys and the configured secrets are and when they end, and warns in time.',
      schedule: config.schedules.api_keys,
      jitterMs: 600_000,
      timeoutMs: 60_000,
      run: async () => [await watch.look(), await keys.look()].join(' ').trim(),
      // A restart brings other values, and so each start looks, within its first seconds.
      isOverdue: () => true,
    });

    function expiryOf(name: string): string | null | undefined {
      const said = config.secretExpiries.get(name);
      if (said !== undefined) return said;
      // What GitHub has not said yet after a start, it may have said before.
      return name === GITHUB_TOKEN ? app.archive.github?.expiresAt()?.toISOString() : null;
    }
  },
  {
    name: 'keys',
    dependencies: [
      'access',
      'accounts',
      'api-keys',
      'archive',
      'database',
      'alarms',
      'scheduler',
      'people',
      'rooms',
    ],
  },
);
