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

/** What is told of whatever stopped a backup; no path, which alerts carry to others. */
export function toBackupProblem(error: unknown): ProblemError {
  if (error instanceof ProblemError) return error;
  if (isDiskFull(error)) return noSpace('the disk became full');
  return new ProblemError('backup_failed', describe(error), { cause: error });
}

function describe(error: unknown): string {
  const { code = '', message } = error as NodeJS.ErrnoException;
  const refusal = REFUSALS[code];
  if (refusal === undefined) return `The backup could not be made: ${withoutPaths(message)}.`;
  return `The folder of the backups cannot be used: ${refusal}. See that the server may write to it.`;
}

function withoutPaths(message: string): string {
  return message.replaceAll(/'[^']*[/\\][^']*'/g, 'a file').replace(/\.+$/, '');
}
