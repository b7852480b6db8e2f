import { join } from 'node:path';
import { type Alert, listAlerts, type QueryOf } from '@bookchat/shared';
import fastify, { type FastifyBaseLogger } from 'fastify';
import { pino } from 'pino';
import type { SMTPServerOptions } from 'smtp-server';
import { expect, vi } from 'vitest';
import { listSecretTexts } from '../src/config/list-secret-texts.ts';
import { parseConfig } from '../src/config.ts';
import { type Database, openDatabase } from '../src/db/open-database.ts';
import { type Alerts, alertsFeature } from '../src/features/alerts/index.ts';
import { createSecretFilter } from '../src/lib/secret-filter.ts';
import { accessPlugin } from '../src/plugins/access/index.ts';
import { type Alarm, type Alarms, alarmsPlugin } from '../src/plugins/alarms.ts';
import { apiKeysPlugin } from '../src/plugins/api-keys/index.ts';
import { databasePlugin } from '../src/plugins/database.ts';
import { endpointsPlugin } from '../src/plugins/endpoints.ts';
import { errorsPlugin } from '../src/plugins/errors.ts';
import { jsonBodyPlugin } from '../src/plugins/json-body.ts';
import { peoplePlugin } from '../src/plugins/people/index.ts';
import { rateLimitsPlugin } from '../src/plugins/rate-limits/index.ts';
import { zodSchemaController } from '../src/plugins/validation.ts';
import { call } from './call.ts';
import { createClock } from './create-clock.ts';
import { startMailServer } from './mail-server.ts';
import { it as base } from './server-test.ts';
import { TEST_ADMIN_TOKEN } from './start-test-server.ts';
import { startWebhookReceiver } from './webhook-receiver.ts';

export const ADMIN = { authorization: `Bearer ${TEST_ADMIN_TOKEN}` };
export const DISK: Alarm = {
  cause: 'disk_space',
  severity: 'WARNING',
  title: 'The disk is nearly full',
  message: 'Make room on it.',
  details: { free_percent: 8 },
};

export interface AlertsServer {
  readonly url: string;
  readonly alarms: Alarms;
  readonly alerts: Alerts;
  readonly database: Database;
  /** The lines of its log so far. */
  readonly logged: () => Record<string, unknown>[];
  list(query?: QueryOf<typeof listAlerts>): Promise<Alert[]>;
  close(): Promise<void>;
}

/** A test that is given a clock, and servers in which only what the test raises goes wrong. */
export const it = base
  .extend('clock', () => createClock())
  .extend('serve', async ({ clock, folder }, { onCleanup }) => {
    const started: AlertsServer[] = [];
    onCleanup(async () => void (await Promise.all(started.map((server) => server.close()))));
    return async (env: Readonly<Record<string, string>> = {}): Promise<AlertsServer> => {
      const { config, secrets } = parseConfig({ NODE_ENV: 'test', DATA_DIR: folder, ...env });
      const { clean } = createSecretFilter([...listSecretTexts(secrets), TEST_ADMIN_TOKEN]);
      const lines: string[] = [];
      const loggerInstance: FastifyBaseLogger = pino(
        { level: 'trace' },
        { write: (line) => void lines.push(line) },
      );
      const app = fastify({ loggerInstance, schemaController: zodSchemaController });
      const database = await openDatabase(join(folder, 'bookchat.db'));
      await app.register(errorsPlugin);
      await app.register(endpointsPlugin);
      await app.register(alarmsPlugin);
      await app.register(jsonBodyPlugin);
      await app.register(rateLimitsPlugin, { config, clock });
      await app.register(databasePlugin, { database });
      await app.register(apiKeysPlugin, { clock });
      await app.register(peoplePlugin, { config, clock });
      await app.register(accessPlugin, { config, adminToken: TEST_ADMIN_TOKEN, clock });
      await app.register(alertsFeature, { config, secrets, clock, clean });
      const url = await app.listen({ host: '127.0.0.1', port: 0 });
      const server: AlertsServer = {
        url,
        alarms: app.alarms,
        alerts: app.alerts,
        database,
        logged: () => lines.map((line) => JSON.parse(line) as Record<string, unknown>),
        list: async (query = {}) =>
          (await call({ url }, listAlerts, { query, headers: ADMIN })).body?.alerts ?? [],
        close: () => app.close(),
      };
      started.push(server);
      return server;
    };
  })
  .extend('alerting', ({ serve }) => serve())
  .extend('ends', async ({ task: _ }, { onCleanup }) => {
    vi.spyOn(console, 'error').mockImplementation(() => undefined); // smtp-server warns of its own certificate
    const toClose: { close(): Promise<void> }[] = [];
    onCleanup(async () => void (await Promise.all(toClose.map((server) => server.close()))));
    return async <T extends { close(): Promise<void> }>(starting: Promise<T>): Promise<T> => {
      const server = await starting;
      toClose.push(server);
      return server;
    };
  })
  .extend(
    'mailServer',
    ({ ends }) =>
      (options: SMTPServerOptions = {}, port = 0) =>
        ends(startMailServer(options, port)),
  )
  /** Waits until a server has taken note of so many letters that went out, or failed. */
  .extend('until', ({ clock }) => async (server: AlertsServer, message: string, count: number) => {
    const isIt = ({ msg }: Record<string, unknown>) => String(msg).startsWith(message);
    await clock.pass(0);
    await vi.waitFor(() => expect(server.logged().filter(isIt), message).toHaveLength(count), {
      timeout: 10_000,
      interval: 5,
    });
  })
  .extend('receiver', ({ ends }) => ends(startWebhookReceiver()));
