import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { pino } from 'pino';
import { createApp } from '../src/app.ts';
import { type Config, parseConfig } from '../src/config.ts';
import { type Database, openDatabase } from '../src/db/open-database.ts';
import { type Clock, systemClock } from '../src/lib/clock.ts';

export const TEST_ADMIN_TOKEN = 'test-admin-token-of-at-least-32-characters';

export interface TestServer {
  /** Without a slash at the end. */
  readonly url: string;
  readonly app: FastifyInstance;
  readonly database: Database;
  readonly config: Config;
  close(): Promise<void>;
}

/** A whole server with a database file of its own, on a free port of the loopback; `env` as in .env.example. */
export async function startTestServer(
  env: Readonly<Record<string, string>> = {},
  {
    webRoot = null,
    logger = pino({ level: 'silent' }),
    clock = systemClock,
    flushLog = async () => undefined,
    hideInLog = () => {},
  }: {
    webRoot?: string | null;
    logger?: pino.Logger;
    clock?: Clock;
    flushLog?: () => Promise<void>;
    hideInLog?: (secret: string) => void;
  } = {},
): Promise<TestServer> {
  const dataDir = env['DATA_DIR'] ?? mkdtempSync(join(tmpdir(), 'bookchat-test-'));
  const { config: parsed, secrets } = parseConfig({
    NODE_ENV: 'test',
    DATABASE_URL: '',
    RATE_LIMIT_MAX_REQUESTS: '100000',
    RATE_LIMIT_MAX_READS: '100000',
    RATE_LIMIT_MAX_POLLS: '100000',
    ...env,
    DATA_DIR: dataDir,
  });
  const config = env['DATABASE_URL'] === ':memory:' ? parsed : inFile(parsed, env['BACKUP_DIR']);
  const database = await openDatabase(config.database);
  const app = await createApp({
    config,
    secrets,
    adminToken: TEST_ADMIN_TOKEN,
    database,
    logger,
    webRoot,
    clock,
    flushLog,
    hideInLog,
  });
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  return {
    url,
    app,
    database,
    config,
    async close() {
      await app.close();
      if (env['DATA_DIR'] === undefined) rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** What NODE_ENV=test keeps in memory, where other environments keep it. */
function inFile(config: Config, backupDir = join(config.dataDir, 'backups')): Config {
  const { backups, dataDir } = config;
  return { ...config, database: join(dataDir, 'bookchat.db'), backups: { ...backups, dir: backupDir } };
}
