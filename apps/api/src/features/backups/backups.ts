import type { Readable } from 'node:stream';
import type { Backup, BackupOperation, BackupReason } from '@bookchat/shared';
import type { WorkerOptions } from '../../lib/run-in-worker.ts';
import { type BackupFiles, backupFiles } from './backup-files.ts';
import { createBackupMaker, type MakeOptions } from './backup-maker.ts';
import type { BackupParts } from './backup-parts.ts';
import { cleanUpBackups } from './clean-up-backups.ts';
import { createDownloads } from './downloads.ts';
import { findBackup } from './find-backup.ts';
import { type BackupList, listBackups } from './list-backups.ts';
import { createOperations, type OperationOptions, type Operations } from './operations.ts';
import { type Attempt, toBackupProblem } from './to-backup-problem.ts';
import { verifyBackup } from './verify-backup.ts';

export interface Backups {
  /** What is being done to them now. */
  readonly operation: BackupOperation | null;
  /** As of the last look at the folder; null where there is none, or none whose date has come. Costs nothing. */
  newest(): Backup | null;
  /** Looks into the folder. */
  list(): Promise<BackupList>;
  /** @throws ProblemError `backup_not_found` or `backup_unusable` */
  find(id: string): Promise<Backup>;
  filesOf(id: string): BackupFiles;
  /** The bytes of its file. @throws ProblemError `backup_not_found` or `backup_unusable` */
  download(backup: Backup): Promise<Readable>;
  /** @throws ProblemError `already_running`, `storage_full` or `backup_failed`; or the signal's reason. */
  make(reason: BackupReason, options?: MakeOptions): Promise<Backup>;
  /** @throws ProblemError `already_running`, `backup_not_found` or `backup_unusable` */
  verify(id: string, options?: WorkerOptions): Promise<Backup>;
  /** Removes what is left of broken ones, and what is too many. @returns what it did, in words. */
  cleanUp(options?: WorkerOptions & Pick<OperationOptions, 'waitUntil'>): Promise<string>;
  /** For what else is done to them: one thing at a time. */
  readonly during: Operations['run'];
}

const CLEANING: Attempt = {
  what: 'The backups could not be cleaned up',
  folder: 'The folder of the backups',
};

export function createBackups(parts: BackupParts): Backups {
  const { config, clock } = parts;
  const operations = createOperations(config.dir, clock);
  const downloads = createDownloads();
  const filesOf = (id: string) => backupFiles(config.dir, id);
  const make = createBackupMaker(parts, { operations, isInUse: downloads.isOpen });
  let known: readonly Backup[] = [];

  return {
    get operation() {
      return operations.current;
    },
    newest: () => known.find(({ created_at }) => Date.parse(created_at) <= clock.now()) ?? null,
    list,
    find: (id) => findBackup(filesOf(id)),
    filesOf,
    download: (backup) => downloads.begin(filesOf(backup.id), backup),
    async make(reason, options = {}) {
      const backup = await make(reason, options);
      await list();
      return backup;
    },
    verify: (id, options) => verify(filesOf(id), options),
    async cleanUp({ waitUntil, ...options } = {}) {
      const work = () => cleanUp(options);
      const done = await operations.run('cleanup', work, waitUntil === undefined ? {} : { waitUntil });
      await list();
      return done;
    },
    during: operations.run,
  };

  async function list(): Promise<BackupList> {
    const found = await listBackups(config.dir);
    known = found.backups;
    return found;
  }

  async function cleanUp(options: WorkerOptions): Promise<string> {
    try {
      return await cleanUpBackups(config, { ...options, isInUse: downloads.isOpen });
    } catch (error) {
      throw options.signal?.aborted === true ? error : toBackupProblem(error, CLEANING);
    }
  }

  async function verify(files: BackupFiles, options: WorkerOptions = {}): Promise<Backup> {
    const work: Parameters<Operations['run']>[1] = ({ progress }) =>
      verifyBackup(files, { ...options, onProgress: progress });
    return (await operations.run('verify', work, { backupId: files.id })) as Backup;
  }
}
