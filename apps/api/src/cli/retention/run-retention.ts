import { pino } from 'pino';
import { createApp } from '../../app.ts';
import type { Config, Secrets } from '../../config.ts';
import { openDatabase } from '../../db/open-database.ts';
import { StartError } from '../../start-error.ts';
import { findServer } from '../doctor/find-server.ts';
import { askServer } from './ask-server.ts';

interface Settings {
  readonly config: Config;
  readonly secrets: Secrets;
}

/** @returns what was done, in words. @throws ProblemError, StartError or DatabaseError; or the signal's reason. */
export async function runRetention({ config, secrets }: Settings, signal: AbortSignal): Promise<string> {
  const server = findServer(config.dataDir);
  if (server === 'running') return askServer({ config, secrets }, signal);
  if (server === 'new') throw new StartError(`There is no database in ${config.dataDir} yet.`);
  return runHere({ config, secrets }, signal);
}

/** A server that does not listen: the lock on the data folder keeps every other one away meanwhile. */
async function runHere({ config, secrets }: Settings, signal: AbortSignal): Promise<string> {
  const database = await openDatabase(config.database, { onRebuild: () => {} });
  const app = await createApp({
    config,
    secrets,
    adminToken: '',
    database,
    logger: pino({ level: 'silent' }),
    webRoot: null,
  });
  try {
    await app.ready();
    return await app.retention.run(signal);
  } finally {
    await app.close();
  }
}
