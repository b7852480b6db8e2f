import { dirname, join } from 'node:path';
import type { AnswerOf, restoreBackup } from '@bookchat/shared';
import type { FastifyInstance } from 'fastify';
import type { Config } from '../../../config.ts';
import { createEpoch } from '../../../db/create-epoch.ts';
import { DatabaseLostError } from '../../../db/database-lost-error.ts';
import { removeIncoming } from '../../../db/restore/finish-restore.ts';
import { restoreFiles } from '../../../db/restore/restore-files.ts';
import type { ArchivedLater } from '../../../db/restore/stage-backup.ts';
import type { Clock } from '../../../lib/clock.ts';
import { makeFolder } from '../../../lib/make-folder.ts';
import { removeLargeFile } from '../../../lib/remove-large-file.ts';
import type { WorkerOptions } from '../../../lib/run-in-worker.ts';
import type { Backups } from '../backups.ts';
import { scaleProgress } from '../scale-progress.ts';
import { type CarryEnd, carryOver } from './carry-over.ts';
import { createRestoreAlarms, type RestoreEnd } from './restore-alarms.ts';
import { stageRestore } from './stage-restore.ts';
import { toRestoreProblem } from './to-restore-problem.ts';

type Restored = AnswerOf<typeof restoreBackup>;

interface Parts {
  readonly config: Config;
  readonly clock: Clock;
  readonly backups: Backups;
}

/** Of the whole, where the rest is putting it in place. */
const STAGING_PART = 0.9;

/**
 * Puts backups in the place of the running server's database.
 * @throws ProblemError, of any code that the endpoint names; or the signal's reason. Then the database is the one from before.
 */
export function createRestore(app: FastifyInstance, { config, clock, backups }: Parts) {
  const inMemory = config.database === ':memory:';
  const files = restoreFiles(inMemory ? join(config.dataDir, 'bookchat.db') : config.database);
  const alarms = createRestoreAlarms(app.alarms);

  return async (id: string, archived: ArchivedLater, signal: AbortSignal): Promise<Restored> => {
    await backups.find(id);
    const startedAt = clock.elapsed();
    const { backup, keptAside } = await backups.during(
      'restore',
      ({ progress }) => restoreOrTell(id, archived, { signal, onProgress: progress }),
      { backupId: id },
    );
    return { backup, kept_aside: keptAside, seconds: Math.round(clock.elapsed() - startedAt) / 1_000 };
  };

  async function restoreOrTell(
    id: string,
    archived: ArchivedLater,
    options: WorkerOptions,
  ): Promise<RestoreEnd> {
    try {
      const end = await restore(id, archived, options);
      app.log.warn({ backup: id, kept_aside: end.keptAside }, 'a backup was restored');
      alarms.done(end);
      return end;
    } catch (error) {
      if (options.signal?.aborted === true) throw error;
      throw tell(id, error);
    }
  }

  function tell(id: string, error: unknown): Error {
    const problem = toRestoreProblem(error);
    app.log.error({ err: error, backup: id }, 'a backup could not be restored');
    alarms.failed(id, problem);
    if (error instanceof DatabaseLostError) app.readiness.pause(() => problem);
    return problem;
  }

  async function restore(id: string, archived: ArchivedLater, options: WorkerOptions): Promise<RestoreEnd> {
    makeFolder(dirname(files.incoming));
    try {
      const target = { target: files.incoming, epoch: createEpoch(), archived };
      const staging = scaleProgress(options, 0, STAGING_PART);
      const backup = await stageRestore(backups.filesOf(id), target, staging);
      options.onProgress?.({ step: 'Putting it in place', part: STAGING_PART });
      return { backup, ...(await putInPlace(options)) };
    } finally {
      await removeLargeFile(files.incoming);
      removeIncoming(files);
    }
  }

  function putInPlace({ signal }: WorkerOptions): Promise<Omit<RestoreEnd, 'backup'>> {
    return app.maintenance.during('a backup is being restored', async () => {
      let carried: CarryEnd = { notCarried: null, endedKeys: 0 };
      const keptAside = await app.database.replaceWith(files.incoming, async () => {
        const tables = { from: inMemory ? null : files.database, to: files.incoming };
        carried = await carryOver(tables, signal === undefined ? {} : { signal });
      });
      return { keptAside, ...carried };
    });
  }
}
