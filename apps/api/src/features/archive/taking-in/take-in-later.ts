import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { FastifyBaseLogger } from 'fastify';
import type { Database } from '../../../db/open-database.ts';
import { removeLargeFolder } from '../../../lib/remove-large-folder.ts';
import { runInWorker } from '../../../lib/run-in-worker.ts';
import type { ChangeLog } from '../change-log.ts';
import type { TakeInInput, TakenIn } from '../jobs/take-in.ts';
import type { Place } from '../place.ts';
import { prepareServerState } from '../queries.ts';
import { HistoryError } from '../targets/history-error.ts';
import type { Head } from '../targets/target.ts';
import type { CommitStore } from '../writing/commit-store.ts';
import type { createFindBase } from '../writing/find-base.ts';
import type { TakeInMode } from './take-commit.ts';

interface Parts {
  readonly database: Database;
  /** The database's file. */
  readonly file: string;
  readonly log: ChangeLog;
  readonly logger: FastifyBaseLogger;
  readonly place: Place;
  readonly store: CommitStore;
  readonly findBase: ReturnType<typeof createFindBase>;
  /** What was kept in memory of the archive is of no use any more. */
  readonly forget: () => void;
}

/**
 * After a backup was restored, the archive may hold more than the database: messages that were written after the backup.
 * Before anything new is archived they are brought back, or marked as left out where the backup alone was wanted.
 */
export function createTakeInLater({ database, file, log, logger, place, store, findBase, forget }: Parts) {
  const state = prepareServerState(database);

  return async (signal: AbortSignal): Promise<void> => {
    const mode = state.find.get({ key: 'restored' })?.value;
    if (mode === undefined) return;
    const head = await place.target.readHead(signal);
    const known = store.head();
    if (head.kind === 'at' && (await holdsMore(head, known, signal)))
      await bringIn(mode === 'exact' ? 'exact' : 'replay', { after: known, head: head.commit, signal });
    await database.transact(() => {
      state.remove.run({ key: 'restored' });
      if (head.kind === 'at') store.saveHead(head.commit);
    });
    forget();
  };

  /** Also where the backup is from before anything was brought to this place. */
  async function holdsMore(head: Head, known: string | null, signal: AbortSignal): Promise<boolean> {
    try {
      return (await findBase(head, known, signal)) === 'moved_on';
    } catch (error) {
      if (error instanceof HistoryError && error.kind === 'unknown_archive') return true;
      throw error;
    }
  }

  async function bringIn(
    mode: TakeInMode,
    { after, head, signal }: { after: string | null; head: string; signal: AbortSignal },
  ): Promise<void> {
    const scratch = join(dirname(file), 'archive-copy.git');
    try {
      const dir = await place.copyTo(scratch, signal);
      const input: TakeInInput = { file, dir, target: place.target.name, after, head, mode };
      const taken = await runInWorker<TakenIn>('takeIn', input, { signal });
      log.writtenElsewhere(await database.transact(() => log.readLastPosition()));
      logger.info(taken, 'what the archive holds beyond the restored backup was taken in');
    } finally {
      if (existsSync(scratch)) await removeLargeFolder(scratch);
    }
  }
}
