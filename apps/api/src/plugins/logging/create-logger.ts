import { type Logger, multistream, pino, type StreamEntry } from 'pino';
import type { Config, Secrets } from '../../config.ts';
import { serializeError } from './error-serializer.ts';
import { openRotatingLog, type RotatingLog } from './rotating-log.ts';
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
export function createLogger(config: Config, secrets: Secrets): ServerLog {
  const known = Object.values(secrets).filter((secret): secret is string => secret !== null);
  const files: RotatingLog[] = [];
  const streams: StreamEntry[] = [
    { level: config.logs.level as StreamEntry['level'] & string, stream: guarded(openTerminalLog()) },
  ];
  if (config.logs.dir !== null && config.logs.level !== 'silent') {
    const [app, error] = ['app.log', 'error.log'].map((name) =>
      openRotatingLog(config.logs.dir as string, name),
    );
    files.push(app as RotatingLog, error as RotatingLog);
    streams.push(
      { level: 'info', stream: guarded(app as RotatingLog) },
      { level: 'error', stream: guarded(error as RotatingLog) },
    );
  }

  const logger = pino(
    {
      name: 'bookchat',
      level: config.logs.level,
      messageKey: 'message',
      base: {},
      timestamp: () => `,"time":"${new Date().toISOString()}"`,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { err: serializeError, error: serializeError },
    },
    multistream(streams),
  );

  return {
    logger,
    hide: (secret) => void known.push(secret),
    close: async () => void (await Promise.all(files.map((file) => file.close()))),
  };

  function guarded(target: { write(line: string): void }): { write(line: string): void } {
    return {
      write(line) {
        let safe = line;
        for (const secret of known) if (safe.includes(secret)) safe = safe.replaceAll(secret, HIDDEN);
        target.write(safe);
      },
    };
  }
}
