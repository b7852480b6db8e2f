import { readEnvironment } from './config/read-environment.ts';
import { ConfigError, parseConfig } from './config.ts';
import { DatabaseError } from './db/database-error.ts';
import { startServer } from './start-server.ts';
import { stopOnSignals } from './stop-on-signals.ts';

/** sysexits.h: EX_CONFIG. */
const EXIT_CONFIG = 78;

try {
  stopOnSignals(await startServer(parseConfig(readEnvironment())));
} catch (error) {
  process.stderr.write(`${explain(error)}\n`);
  process.exit(error instanceof ConfigError ? EXIT_CONFIG : 1);
}

function explain(error: unknown): string {
  if (error instanceof ConfigError || error instanceof DatabaseError) return error.message;
  if (isListenError(error))
    return `Port ${error.port} is taken by another program. Stop it, or set PORT to a free one.`;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

function isListenError(error: unknown): error is Error & { port: number } {
  return error instanceof Error && 'code' in error && error.code === 'EADDRINUSE' && 'port' in error;
}
