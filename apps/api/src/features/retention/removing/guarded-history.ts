import type { Database } from '../../../db/open-database.ts';
import { ProblemError } from '../../../lib/problem-error.ts';
import { prepareIsRestored } from '../queries.ts';

/** Writes to the history that it was made for, and to no other. */
export interface GuardedHistory {
  /** @throws ProblemError `maintenance` where a backup has come in its place. */
  transact<T>(work: () => T): Promise<T>;
}

/** What a run knows of one history says nothing about another that a restore puts in its place meanwhile. */
export function guardHistory(database: Database): GuardedHistory {
  const { epoch } = database;
  const isRestored = prepareIsRestored(database);

  return {
    transact: (work) =>
      database.transact(() => {
        if (database.epoch !== epoch || isRestored.get({}) !== undefined) throw replaced();
        return work();
      }),
  };
}

function replaced(): ProblemError {
  return new ProblemError('maintenance', 'A backup was restored meanwhile. The next run begins anew.');
}
