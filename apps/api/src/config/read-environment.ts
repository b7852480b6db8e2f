import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseEnv } from 'node:util';
import { ConfigError } from './config-error.ts';

export interface GivenVariables {
  readonly variables: Readonly<Record<string, string | undefined>>;
  /** The names that stand in `.env`. */
  readonly inFile: readonly string[];
}

/**
 * The environment, with what `.env` in the current folder adds to it; what is set already wins.
 * @throws ConfigError where there is a `.env` that cannot be read.
 */
export function readEnvironment(): GivenVariables {
  const file = parseEnv(readFile());
  // biome-ignore lint/style/noProcessEnv: the one place that reads it
  return { variables: { ...file, ...process.env }, inFile: Object.keys(file) };
}

function readFile(): string {
  try {
    return readFileSync(resolve('.env'), 'utf8');
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return '';
    const reason = code === 'EISDIR' ? 'it is a folder' : message;
    throw new ConfigError([{ variable: '.env', message: `cannot be read: ${reason}` }]);
  }
}
