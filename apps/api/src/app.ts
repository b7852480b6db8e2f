import fastify, { type FastifyBaseLogger, type FastifyInstance } from 'fastify';
import { type Config, listSecretTexts, type Secrets } from './config.ts';
import type { Database } from './db/open-database.ts';
import { accountsFeature } from './features/accounts/index.ts';
import { alertsFeature } from './features/alerts/index.ts';
import { archiveFeature } from './features/archive/index.ts';
import { backupsFeature } from './features/backups/index.ts';
import { changesFeature } from './features/changes/index.ts';
import { documentationFeature } from './features/documentation/index.ts';
import { githubSignInFeature } from './features/github-sign-in/index.ts';
import { identitiesFeature } from './features/identities/index.ts';
import { keysFeature } from './features/keys/index.ts';
import { messagesFeature } from './features/messages/index.ts';
import { monitoringFeature } from './features/monitoring/index.ts';
import { passkeysFeature } from './features/passkeys/index.ts';
import { peopleFeature } from './features/people/index.ts';
import { profilesFeature } from './features/profiles/index.ts';
import { rateLimitsFeature } from './features/rate-limits/index.ts';
import { retentionFeature } from './features/retention/index.ts';
import { roomsFeature } from './features/rooms/index.ts';
import { schedulerFeature } from './features/scheduler/index.ts';
import { systemFeature } from './features/system/index.ts';
import { type Clock, systemClock } from './lib/clock.ts';
import { readGithubToken } from './lib/kept-github-token.ts';
import { createRequestIds } from './lib/request-ids.ts';
import { createSecretFilter } from './lib/secret-filter.ts';
import { MAX_BODY_BYTES } from './lib/to-problem-error.ts';
import { accessPlugin } from './plugins/access/index.ts';
import { alarmsPlugin } from './plugins/alarms.ts';
import { apiKeysPlugin } from './plugins/api-keys/index.ts';
import { auditPlugin } from './plugins/audit/index.ts';
import { corsPlugin } from './plugins/cors.ts';
import { databasePlugin } from './plugins/database.ts';
import { endpointsPlugin } from './plugins/endpoints.ts';
import { errorsPlugin, sendError } from './plugins/errors.ts';
import { homeGuardPlugin } from './plugins/home-guard.ts';
import { jsonBodyPlugin } from './plugins/json-body.ts';
import { RequestLog } from './plugins/logging/index.ts';
import { maintenancePlugin } from './plugins/maintenance.ts';
import { notFoundPlugin } from './plugins/not-found.ts';
import { originGuardPlugin } from './plugins/origin-guard.ts';
import { peoplePlugin } from './plugins/people/index.ts';
import { rateLimitsPlugin } from './plugins/rate-limits/index.ts';
import { answerBrokenRequests, rawErrorsPlugin } from './plugins/raw-errors.ts';
import { readinessPlugin } from './plugins/readiness.ts';
import { createRequestFigures, requestFiguresPlugin } from './plugins/request-figures.ts';
import { securityHeaders, securityHeadersPlugin } from './plugins/security-headers.ts';
import { zodSchemaController } from './plugins/validation.ts';
import { webAppPlugin } from './plugins/web-app.ts';

export interface AppParts {
  readonly config: Config;
  readonly secrets: Secrets;
  readonly adminToken: string;
  readonly database: Database;
  readonly logger: FastifyBaseLogger;
  /** Keeps a secret that was not configured out of the log. */
  readonly hideInLog?: (secret: string) => void;
  /** The folder of the built web app; null serves the API alone. */
  readonly webRoot: string | null;
  /** What the scheduled tasks go by. */
  readonly clock?: Clock;
  /** Has what the log holds in memory written. */
  readonly flushLog?: () => Promise<void>;
}

const REQUEST_TIMEOUT_MS = 10_000;
/** How often Node looks for requests past that; its default of 30 s would let a slow one take 40 s. */
const TIMEOUT_CHECK_INTERVAL_MS = 1_000;
/** Longer than the pause between two polls, so that a page keeps its connection. */
const KEEP_ALIVE_TIMEOUT_MS = 72_000;
const CONNECTION_TIMEOUT_MS = 80_000;

/** The server without its process: plugins first, then features, in this order. */
export async function createApp({
  config,
  secrets,
  adminToken,
  database,
  logger,
  hideInLog = () => {},
  webRoot,
  clock = systemClock,
  flushLog = async () => undefined,
}: AppParts): Promise<FastifyInstance> {
  const { clean, hide: hideHere } = createSecretFilter([...listSecretTexts(secrets), adminToken]);
  const hide = (secret: string) => {
    hideHere(secret);
    hideInLog(secret);
  };
  const githubToken = readGithubToken(config.dataDir, secrets.githubToken);
  if (githubToken !== null) hide(githubToken); // it may be another one than was configured
  const figures = createRequestFigures();
  const app = fastify({
    loggerInstance: logger,
    logController: new RequestLog(figures),
    trustProxy: config.http.trustedProxies.length === 0 ? false : [...config.http.trustedProxies],
    bodyLimit: MAX_BODY_BYTES,
    requestTimeout: REQUEST_TIMEOUT_MS,
    // Beside a longer headersTimeout (Node's default is 60 s) Node would hold a slow body to that one.
    http: {
      headersTimeout: REQUEST_TIMEOUT_MS,
      connectionsCheckingInterval: TIMEOUT_CHECK_INTERVAL_MS,
      // A missing Host and a second one are refused by the home guard, with a problem.
      requireHostHeader: false,
      joinDuplicateHeaders: true,
    },
    keepAliveTimeout: KEEP_ALIVE_TIMEOUT_MS,
    connectionTimeout: CONNECTION_TIMEOUT_MS,
    schemaController: zodSchemaController,
    genReqId: createRequestIds(),
    // Lines name their request themselves (RequestLog, sendError): a child logger for each would cost more.
    childLoggerFactory: (parent) => parent,
    return503OnClosing: false,
    forceCloseConnections: 'idle',
    // These come before any hook that sets headers.
    frameworkErrors: (error, request, reply) => {
      figures.refused();
      sendError(error, request, reply.headers(securityHeaders(config)));
    },
    clientErrorHandler: answerBrokenRequests({ config, figures }),
  });

  await app.register(errorsPlugin);
  await app.register(rawErrorsPlugin, { config, figures });
  await app.register(requestFiguresPlugin, { figures });
  await app.register(endpointsPlugin);
  await app.register(alarmsPlugin);
  await app.register(readinessPlugin);
  await app.register(maintenancePlugin);
  await app.register(securityHeadersPlugin, { config });
  await app.register(corsPlugin, { config });
  await app.register(homeGuardPlugin, { config });
  await app.register(originGuardPlugin, { config });
  await app.register(jsonBodyPlugin);
  await app.register(rateLimitsPlugin, { config, clock });
  await app.register(databasePlugin, { database });
  await app.register(apiKeysPlugin, { clock });
  await app.register(peoplePlugin, { config, clock });
  await app.register(accessPlugin, { config, adminToken, clock });
  await app.register(auditPlugin, { clock });
  await app.register(notFoundPlugin);

  // Before whoever raises alarms while the server stops: what is registered first is closed last.
  await app.register(alertsFeature, { config, secrets, clock, clean });
  await app.register(accountsFeature, { config, secrets, clock });
  await app.register(profilesFeature, { config, clock });
  await app.register(passkeysFeature, { config, clock });
  await app.register(changesFeature);
  await app.register(roomsFeature, { config, clock });
  await app.register(identitiesFeature, { config, clock });
  await app.register(messagesFeature, { config });
  await app.register(peopleFeature, { config, clock });
  await app.register(schedulerFeature, { clock, clean });
  await app.register(rateLimitsFeature, { config, clock });
  await app.register(backupsFeature, { config, clock });
  await app.register(archiveFeature, { config, secrets, clock, hide });
  await app.register(githubSignInFeature, { config, secrets, clock, hide });
  await app.register(retentionFeature, { config, clock });
  await app.register(keysFeature, { config, secrets, adminToken, clock, hide });
  await app.register(monitoringFeature, { config, clock, flushLog });
  await app.register(systemFeature, { config });
  await app.register(documentationFeature);
  await app.register(webAppPlugin, { config, webRoot });
  return app;
}
