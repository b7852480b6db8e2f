import type { FastifyBaseLogger } from 'fastify';
import type { Database } from '../../../db/open-database.ts';
import type { ArchiveAlarms } from '../archive-alarms.ts';
import type { createRemakeFiles } from '../batches/remake-files.ts';
import type { createDescribeBatch } from '../describe-batch.ts';
import type { Place } from '../place.ts';
import { prepareBatches } from '../queries.ts';
import { HistoryError } from '../targets/history-error.ts';
import { TargetError } from '../targets/target-error.ts';
import type { CommitStore } from '../writing/commit-store.ts';
import { createRemakeCommit } from './remake-commit.ts';

interface Parts {
  readonly database: Database;
  readonly place: Place;
  readonly store: CommitStore;
  readonly remakeFiles: ReturnType<typeof createRemakeFiles>;
  readonly describe: ReturnType<typeof createDescribeBatch>;
  readonly alarms: ArchiveAlarms;
  readonly log: FastifyBaseLogger;
}

/**
 * Makes a repository on this machine again that is gone: each commit anew from the database, and only if it is the very
 * same one, as its hash stands on messages. It is put in place when it is whole.
 */
export function createEnsureThere({ place, store, alarms, log, ...parts }: Parts) {
  const { shelf } = place;
  const batches = prepareBatches(parts.database);

  /** @throws HistoryError `lost` where the same commits cannot be made. */
  return async (signal: AbortSignal): Promise<void> => {
    const head = store.head();
    if (shelf === null || head === null || !shelf.isEmpty()) return;
    const commits = store.newestDone() + 1;
    log.warn({ commits }, 'archive: the repository is gone, and is made again from the database');
    const remake = createRemakeCommit({ ...parts, store, target: shelf.begin() });
    for (let number = 0; number < commits; number += 1) {
      const batch = batches.find.get({ number });
      if (batch === undefined) throw lost(`The commit ${number + 1} is not among what it holds.`);
      await remake.next(batch, signal).catch((error: unknown) => {
        throw isFinal(error) ? lost((error as Error).message) : error;
      });
    }
    if (!(await remake.finish(head, signal))) throw lost('Others have added commits to it.');
    await shelf.fill();
    log.warn({ commits, head }, 'archive: the repository has been made again');
    alarms.rebuilt(commits);
  };
}

function isFinal(error: unknown): boolean {
  return error instanceof TargetError && error.trouble.kind === 'denied';
}

function lost(why: string): HistoryError {
  return new HistoryError(
    'lost',
    `The repository archive.git in DATA_DIR is gone, and the database cannot make the same commits again: ${why}`,
  );
}
