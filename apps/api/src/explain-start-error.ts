import { ConfigError } from './config.ts';
import { DatabaseError } from './db/database-error.ts';
import { isDiskFull } from './db/is-disk-full.ts';
import { StartError } from './start-error.ts';

/** sysexits.h: EX_CONFIG. */
const EXIT_CONFIG = 78;
const EXIT_FAILURE = 1;
const DISK_FULL =
  'The disk is full. What was saved is safe: make room on the disk of the data folder, and start again.';

/** What the system's errors have of these; see `man errno`. */
interface SystemError {
  readonly code?: string;
  readonly syscall?: string;
  readonly port?: number;
  readonly address?: string;
  readonly hostname?: string;
  readonly path?: string;
  readonly message: string;
}

export interface Explanation {
  readonly message: string;
  readonly exitCode: number;
}

/** What a person at a terminal needs to know; a stack trace only where nothing better is known. */
export function explainStartError(error: unknown): Explanation {
  if (error instanceof ConfigError) return { message: error.message, exitCode: EXIT_CONFIG };
  return { message: explain(error), exitCode: EXIT_FAILURE };
}

function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error instanceof DatabaseError || error instanceof StartError) return error.message;
  if (isDiskFull(error)) return DISK_FULL;
  return explainListening(error) ?? explainFile(error) ?? error.stack ?? error.message;
}

function explainListening({ code, syscall, port, address, hostname }: SystemError): string | null {
  if (syscall === 'getaddrinfo')
    return `HOST is ${hostname}, a name that was not found. Set it to an address of this machine, such as 127.0.0.1.`;
  if (syscall !== 'listen') return null;
  if (code === 'EADDRINUSE')
    return `Port ${port} is taken by another program. Stop it, or set PORT to a free one.`;
  if (code === 'EACCES')
    return `Port ${port} needs rights that this user does not have. Set PORT to another, such as 5002.`;
  if (code === 'EADDRNOTAVAIL' || code === 'EINVAL')
    return `HOST is ${address}, which is no address of this machine. Set it to one that is, such as 127.0.0.1.`;
  return null;
}

function explainFile({ code, path, message }: SystemError): string | null {
  if (code === undefined || path === undefined) return null;
  return `${path} cannot be used: ${message}. See that this user may read and write it.`;
}
