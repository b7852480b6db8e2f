import { fileURLToPath } from 'node:url';
import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import { announce } from './announce.ts';
import { createApp } from './app.ts';
import { backUpBeforeUpgrade } from './back-up-before-upgrade.ts';
import { localAddress } from './config/local-address.ts';
import type { Config, Secrets } from './config.ts';
import { type Database, openDatabase } from './db/open-database.ts';
import type { OnRebuild } from './db/rebuild-once.ts';
import { ensureDataDir } from './ensure-data-dir.ts';
import { removesMessages } from './features/retention/index.ts';
import { formatBytes } from './lib/format-bytes.ts';
import { nameRestoreCommand } from './name-restore-command.ts';
import { ensureAdminToken } from './plugins/access/index.ts';
import { createLogger, openTerminal, type ServerLog, type Terminal } from './plugins/logging/index.ts';

/** Beside this file both in the sources and in the bundle. */
const WEB_ROOT = fileURLToPath(new URL('../../web/dist', import.meta.url));
/** How long answers under way may take when the server stops. */
const DRAIN_MS = 4_000;

export interface RunningServer {
  readonly url: string;
  readonly logger: Logger;
  /** Finishes what is under way, and settles when everything is on disk and closed. */
  stop(): Promise<void>;
}

/**
 * Opens everything in order, listens, and says where.
 * @throws StartError, DatabaseError, or the system's error when the port cannot be had; then everything is closed again.
 */
export async function startServer(
  { config, secrets }: { config: Config; secrets: Secrets },
  terminal: Terminal = openTerminal(),
): Promise<RunningServer> {
  if (config.database !== ':memory:' || secrets.adminToken === null) ensureDataDir(config.dataDir);
  const log = createLogger(config, secrets, terminal);
  try {
    const beforeMigration = backUpBeforeUpgrade(config, log);
    const database = await openDatabase(config.database, {
      beforeMigration,
      onRebuild: removesMessages(config.retention) ? tellOfRebuild(log) : undefined,
    });
    return await serve({ config, secrets, log, database });
  } catch (error) {
    await log.close();
    throw await nameRestoreCommand(error, config);
  }
}

function tellOfRebuild({ logger }: ServerLog): OnRebuild {
  return (bytes, willBe) => {
    const size = formatBytes(bytes);
    if (willBe) logger.info(`rebuilding the database (${size}), this once, so that it can give space back`);
    else
      logger.warn(
        `the database (${size}) cannot give space back: to be rebuilt for that at a start, it needs twice its size free`,
      );
  };
}

interface Parts {
  readonly config: Config;
  readonly secrets: Secrets;
  readonly log: ServerLog;
  readonly database: Database;
}

async function serve({ config, secrets, log, database }: Parts): Promise<RunningServer> {
  const { logger } = log;
  const admin = ensureAdminToken(config.dataDir, secrets.adminToken);
  log.hide(admin.token);
  const app = await createApp({
    config,
    secrets,
    adminToken: admin.token,
    database,
    logger,
    hideInLog: log.hide,
    webRoot: WEB_ROOT,
    flushLog: log.flush,
  });
  try {
    await listen(app, config, logger);
  } catch (error) {
    await app.close();
    throw error;
  }
  const url = toUrl(app, config);
  announce({ url, config, admin, database, log, setUpLink: await app.accounts.prepareSetUp() });
  return { url, logger, stop: () => stop(app, log) };
}

/** Without Fastify's own line for each address: they are not all for people, and the one that is comes last. */
async function listen(app: FastifyInstance, { http, logs }: Config, logger: Logger): Promise<void> {
  if (logger.isLevelEnabled('info')) logger.level = 'warn';
  try {
    await app.listen({ host: http.host, port: http.port });
  } finally {
    logger.level = logs.level;
  }
}

async function stop(app: FastifyInstance, log: ServerLog): Promise<void> {
  log.logger.info('stopping');
  const deadline = setTimeout(() => app.server.closeAllConnections(), DRAIN_MS);
  await app.close();
  clearTimeout(deadline);
  log.logger.info('stopped');
  await log.close();
}

function toUrl(app: FastifyInstance, { http }: Config): string {
  if (http.publicUrl !== null) return http.publicUrl.href;
  const address = app.server.address();
  const port = typeof address === 'object' && address !== null ? address.port : http.port;
  return `${localAddress({ host: http.host, port })}/`;
}
