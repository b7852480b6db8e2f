export { createLogger, type ServerLog } from './create-logger.ts';
export { RequestLog } from './request-log.ts';
export { openTerminal, type Terminal } from './terminal.ts';
