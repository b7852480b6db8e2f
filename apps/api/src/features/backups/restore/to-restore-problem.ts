import { DatabaseLostError } from '../../../db/database-lost-error.ts';
import { isDiskFull } from '../../../db/is-disk-full.ts';
import { ProblemError } from '../../../lib/problem-error.ts';
import { noRoom } from './ensure-room.ts';

/** What is told of whatever stopped a restore; no path, which alerts carry to others. */
export function toRestoreProblem(error: unknown): ProblemError {
  if (error instanceof ProblemError) return error;
  if (error instanceof DatabaseLostError) return lost(error);
  if (isDiskFull(error)) return noRoom('it became full');
  return new ProblemError(
    'restore_failed',
    'The backup could not be put in place; the log says why. The database from before is there again, and nothing is lost.',
    { cause: error },
  );
}

function lost(cause: DatabaseLostError): ProblemError {
  return new ProblemError(
    'restore_failed',
    'The backup could not be put in place, and the database from before could not be opened again. Restart the server: ' +
      'it finishes the restore, or takes it back, before it opens anything.',
    { cause },
  );
}
