import type { Backup, BackupReason, ProblemCode } from '@bookchat/shared';
import { formatBytes } from '../../lib/format-bytes.ts';
import type { JobProgress, WorkerOptions } from '../../lib/run-in-worker.ts';
import type { BackupParts } from './backup-parts.ts';
import { copyAside } from './copy-aside.ts';
import { ensureSpace } from './ensure-space.ts';
import { makeBackup } from './make-backup.ts';
import { mintFiles } from './mint-files.ts';
import type { OperationOptions, OperationReport, Operations } from './operations.ts';
import { pruneBackups } from './prune-backups.ts';
import { removeLeftovers } from './remove-leftovers.ts';
import { scaleProgress } from './scale-progress.ts';
import { type Attempt, toBackupProblem } from './to-backup-problem.ts';

export interface MakeOptions extends WorkerOptions, Pick<OperationOptions, 'waitUntil'> {
  /**
   * Runs once it is certain that nothing else is under way, and may still refuse.
   * @returns what is to run where the backup then fails.
   */
  readonly beforehand?: () => () => void;
}

/** Of the size of the database: the copy, the next one before the oldest goes, and what the chat writes meanwhile. */
const SPACE_FACTOR = 2.2;
const FAILURES: ReadonlySet<ProblemCode> = new Set(['backup_failed', 'storage_full']);
/** Of the whole, where the backup is copied aside as well. */
const MAKING_PART = 0.8;

const PRUNING: Attempt = { what: 'They could not be removed', folder: 'The folder of the backups' };
const COPYING: Attempt = { what: 'The copy could not be made', folder: 'BACKUP_COPY_DIR' };

interface MakerParts {
  readonly operations: Operations;
  /** Whether somebody still reads a backup, which then is not removed. */
  readonly isInUse: (id: string) => boolean;
}

/** Makes a backup with all that belongs to it: room before, pruning after, a copy aside, and word of how it went. */
export function createBackupMaker(parts: BackupParts, { operations, isInUse }: MakerParts) {
  const { config, source, clock, listener } = parts;
  const now = () => new Date(clock.now());

  return async (reason: BackupReason, options: MakeOptions): Promise<Backup> => {
    try {
      const { waitUntil } = options;
      const work = (report: OperationReport) => makeWhole(reason, report, options);
      return await operations.run('backup', work, waitUntil === undefined ? {} : { waitUntil });
    } catch (error) {
      throw tell(error, options);
    }
  };

  async function makeWhole(
    reason: BackupReason,
    report: OperationReport,
    { beforehand, ...options }: MakeOptions,
  ): Promise<Backup> {
    const takeBack = beforehand?.();
    const telling = tellBoth(report, options);
    const backup = await make(reason, report, telling).catch((error: unknown) => {
      takeBack?.();
      throw error;
    });
    listener.made(backup);
    await tryToPrune(backup);
    if (config.copyDir !== null) await tryToCopyAside(backup, config.copyDir, telling);
    return backup;
  }

  /** That it was refused, or given up, is no failure. */
  function tell(error: unknown, { signal, waitUntil }: MakeOptions): unknown {
    if (signal?.aborted === true || waitUntil?.aborted === true) return error;
    const problem = toBackupProblem(error);
    if (FAILURES.has(problem.code)) listener.failed(problem);
    return problem;
  }

  async function make(
    reason: BackupReason,
    report: OperationReport,
    options: WorkerOptions,
  ): Promise<Backup> {
    await removeLeftovers(config.dir);
    const bytes = await source.measure();
    await ensureSpace(config.dir, bytes * SPACE_FACTOR, `a backup of a database of ${formatBytes(bytes)}`);
    const files = mintFiles(config.dir, now());
    report.name(files.id);
    const part = config.copyDir === null ? 1 : MAKING_PART;
    return makeBackup(source, { ...scaleProgress(options, 0, part), files, reason, now });
  }

  /** The backup is made; that there are too many is worth a warning. */
  async function tryToPrune({ id }: Backup): Promise<void> {
    try {
      await pruneBackups(config.dir, { keep: config.keep, latest: id, isInUse });
      await source.letGo();
      listener.pruned();
    } catch (error) {
      listener.notPruned(toBackupProblem(error, PRUNING));
    }
  }

  /** The backup is made; that it lies on one disk alone is worth a warning. */
  async function tryToCopyAside(backup: Backup, to: string, options: WorkerOptions): Promise<void> {
    try {
      await copyAside(
        backup,
        { from: config.dir, to, keep: config.keep },
        scaleProgress(options, MAKING_PART, 1),
      );
      listener.copiedAside(backup);
    } catch (error) {
      if (options.signal?.aborted !== true) listener.notCopiedAside(toBackupProblem(error, COPYING));
    }
  }
}

function tellBoth(report: OperationReport, { signal, onProgress }: WorkerOptions): WorkerOptions {
  return {
    ...(signal === undefined ? {} : { signal }),
    onProgress(progress: JobProgress) {
      report.progress(progress);
      onProgress?.(progress);
    },
  };
}
