import { existsSync } from 'node:fs';
import type { Config } from '../../config.ts';
import { countOf } from '../../lib/count-of.ts';
import type { WorkerOptions } from '../../lib/run-in-worker.ts';
import { backupFiles } from './backup-files.ts';
import { listBackups } from './list-backups.ts';
import { findSurplus, type Keeping, pruneBackups } from './prune-backups.ts';
import { removeLeftovers } from './remove-leftovers.ts';
import { verifyBackup } from './verify-backup.ts';

type CleanUpOptions = WorkerOptions & Pick<Keeping, 'isInUse'>;

/**
 * Removes what is left of broken backups, and what is more than are kept.
 * @returns what it did, in words.
 * @throws ProblemError `backup_unusable` where the newest is damaged: then the older ones are needed.
 */
export async function cleanUpBackups(
  { dir, copyDir, keep }: Config['backups'],
  { isInUse, ...options }: CleanUpOptions,
): Promise<string> {
  const done = [await cleanUp(dir, { keep, isInUse }, options)];
  if (copyDir !== null && existsSync(copyDir))
    done.push(`Of the copies: ${await cleanUp(copyDir, { keep }, options)}`);
  return done.join(' ');
}

async function cleanUp(
  folder: string,
  keeping: Omit<Keeping, 'latest'>,
  options: WorkerOptions,
): Promise<string> {
  const leftovers = await removeLeftovers(folder);
  const { backups } = await listBackups(folder);
  const [newest] = backups;
  if (newest === undefined) return `${describe(leftovers.length, 0)} There is no backup.`;
  const whole = { ...keeping, latest: newest.id };
  if (findSurplus(backups, whole).length === 0) return describe(leftovers.length, 0);
  await verifyBackup(backupFiles(folder, newest.id), options);
  const pruned = await pruneBackups(folder, whole);
  return describe(leftovers.length, pruned.length);
}

function describe(leftovers: number, pruned: number): string {
  if (leftovers + pruned === 0) return 'There was nothing to remove.';
  return `Removed ${countOf(pruned, 'old backup')} and ${countOf(leftovers, 'file')} of unfinished ones.`;
}
