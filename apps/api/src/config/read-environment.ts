import { existsSync } from 'node:fs';

/** The environment, with what `.env` in the current folder adds to it; what is set already wins. */
export function readEnvironment(): NodeJS.ProcessEnv {
  if (existsSync('.env')) process.loadEnvFile('.env');
  // biome-ignore lint/style/noProcessEnv: the one place that reads it
  return process.env;
}
