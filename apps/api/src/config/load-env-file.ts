import { existsSync } from 'node:fs';

/** Adds what `.env` in the current folder says to process.env, without overriding what is set there. */
export function loadEnvFile(): void {
  if (existsSync('.env')) process.loadEnvFile('.env');
}
