import { isDiskFull } from '../../db/is-disk-full.ts';
import { ProblemError } from '../../lib/problem-error.ts';
import { noSpace } from './ensure-space.ts';

/** The system's refusals that whoever runs the server can put right, as clauses; see `man errno`. */
const REFUSALS: Readonly<Record<string, string>> = {
  EACCES: 'this user may not write there',
  EPERM: 'this user may not write there',
  EROFS: 'its disk can only be read',
  ENOTDIR: 'a part of its path is a file',
  EEXIST: 'a file stands in its place',
  EIO: 'its disk reports errors',
};

/** What failed, and where, as the beginnings of sentences. */
export interface Attempt {
  readonly what: string;
  readonly folder: string;
}

const MAKING: Attempt = { what: 'The backup could not be made', folder: 'The folder of the backups' };

/** What is told of whatever stopped an attempt; no path, not in its cause either: alerts carry both to others. */
export function toBackupProblem(error: unknown, attempt: Attempt = MAKING): ProblemError {
  if (error instanceof ProblemError) return error;
  if (isDiskFull(error)) return noSpace('the disk became full');
  return new ProblemError('backup_failed', describe(error, attempt), { cause: toPathless(error) });
}

function describe(error: unknown, { what, folder }: Attempt): string {
  const { code = '', message } = error as NodeJS.ErrnoException;
  const refusal = REFUSALS[code];
  if (refusal === undefined) return `${what}: ${withoutPaths(message)}.`;
  return `${folder} cannot be used: ${refusal}. See that the server may write to it.`;
}

function toPathless(error: unknown): Error {
  const { code, message, stack = '' } = error as NodeJS.ErrnoException;
  return Object.assign(new Error(withoutPaths(message)), { code, stack: withoutPaths(stack) });
}

function withoutPaths(message: string): string {
  return message.replaceAll(/'[^'\n]*[/\\][^'\n]*'/g, 'a file').replace(/\.+$/, '');
}
