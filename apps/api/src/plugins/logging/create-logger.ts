import { type Level, type Logger, multistream, pino, type StreamEntry } from 'pino';
import type { Config, Secrets } from '../../config.ts';
import { serializeError } from './error-serializer.ts';
import { openRotatingLog } from './rotating-log.ts';
import { openTerminalLog } from './terminal-log.ts';

export interface ServerLog {
  readonly logger: Logger;
  /** Hides another secret, for one that comes to be only while the server starts. */
  hide(secret: string): void;
  close(): Promise<void>;
}

const HIDDEN = '[secret]';

/**
 * Logs one JSON object a line to `app.log` (info and above), `error.log` (error and above) and the terminal.
 * Errors and requests pass allow-lists; on top of that no line leaves with a known secret in it.
 */
export function createLogger({ logs }: Config, secrets: Secrets): ServerLog {
  const known = Object.values(secrets).filter((secret): secret is string => secret !== null);
  const hide = (secret: string) => void known.push(secret);
  if (logs.level === 'silent') return { logger: pino({ level: 'silent' }), hide, close: async () => {} };

  const terminal = openTerminalLog();
  const app = openRotatingLog(logs.dir, 'app.log');
  const error = openRotatingLog(logs.dir, 'error.log');
  const logger = createPino(logs.level, [
    { level: logs.level, stream: withoutSecrets(terminal, known) },
    { level: 'info', stream: withoutSecrets(app, known) },
    { level: 'error', stream: withoutSecrets(error, known) },
  ]);
  return {
    logger,
    hide,
    async close() {
      terminal.flush();
      await Promise.all([app.close(), error.close()]);
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

interface LineTarget {
  write(line: string): void;
}

function withoutSecrets(target: LineTarget, known: readonly string[]): LineTarget {
  return {
    write(line) {
      let safe = line;
      for (const secret of known) if (safe.includes(secret)) safe = safe.replaceAll(secret, HIDDEN);
      target.write(safe);
    },
  };
}
