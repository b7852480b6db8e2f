import { type Level, type Logger, multistream, pino, type StreamEntry } from 'pino';
import { type Config, listSecretTexts, type Secrets } from '../../config.ts';
import { createSecretFilter } from '../../lib/secret-filter.ts';
import { serializeError } from './error-serializer.ts';
import { openRotatingLog } from './rotating-log.ts';
import { openTerminal, type Terminal } from './terminal.ts';
import { openTerminalLog } from './terminal-log.ts';

export interface ServerLog {
  readonly logger: Logger;
  /** Hides another secret, for one that comes to be only while the server starts. */
  hide(secret: string): void;
  /** Prints a line on the terminal alone, whatever the level. */
  tell(line: string): void;
  /** Settles when the files hold everything that was logged so far. */
  flush(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Logs one JSON object a line to `app.log` (info and above), `error.log` (error and above) and the terminal.
 * Errors and requests pass allow-lists; on top of that nothing leaves with a known secret in it.
 */
export function createLogger(
  { logs }: Config,
  secrets: Secrets,
  output: Terminal = openTerminal(),
): ServerLog {
  const { hide, clean } = createSecretFilter(listSecretTexts(secrets));
  const terminal = openTerminalLog(output, clean);
  const tell = (line: string) => terminal.write(`${line}\n`);
  if (logs.level === 'silent')
    return {
      logger: pino({ level: 'silent' }),
      hide,
      tell,
      flush: async () => undefined,
      close: () => terminal.close(),
    };

  const app = openRotatingLog({ ...logs, name: 'app.log' }, clean);
  const error = openRotatingLog({ ...logs, name: 'error.log' }, clean);
  const logger = createPino(logs.level, [
    { level: logs.level, stream: terminal },
    { level: 'info', stream: app },
    { level: 'error', stream: error },
  ]);
  return {
    logger,
    hide,
    tell,
    async flush() {
      await Promise.all([app.flush(), error.flush()]);
    },
    async close() {
      await Promise.all([terminal.close(), app.close(), error.close()]);
    },
  };
}

function createPino(level: Level, streams: StreamEntry[]): Logger {
  return pino(
    {
      name: 'bookchat',
      level,
      messageKey: 'message',
      base: {},
      timestamp: () => `,"time":"${new Date().toISOString()}"`,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { err: serializeError },
    },
    multistream(streams),
  );
}
