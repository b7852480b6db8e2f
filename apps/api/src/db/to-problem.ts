import { ProblemError } from '../lib/problem-error.ts';
import { isDiskFull } from './is-disk-full.ts';

const RETRY_AFTER_SECONDS = '5';

/** What a caller may know of an error of the engine; any other error is given back as it is. */
export function toProblem(error: unknown): unknown {
  if (isDiskFull(error))
    return new ProblemError(
      'storage_full',
      'The disk of the server is full, so nothing can be saved. Reading still works.',
      {
        cause: error,
      },
    );
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_IOERR'))
    return new ProblemError(
      'overloaded',
      'The database did not answer in time. Nothing was saved; try again in a moment.',
      {
        cause: error,
        headers: { 'retry-after': RETRY_AFTER_SECONDS },
      },
    );
  if (code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB')
    return new ProblemError(
      'internal_error',
      'The database of the server is damaged. Whoever runs it must stop it and put back a good copy.',
      { cause: error },
    );
  return error;
}
