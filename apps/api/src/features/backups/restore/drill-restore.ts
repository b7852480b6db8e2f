import { mkdtemp, readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Backup } from '@bookchat/shared';
import type { Comparison } from '../../../db/restore/compare-histories.ts';
import { removeLargeFolder } from '../../../lib/remove-large-folder.ts';
import { runInWorker, type WorkerOptions } from '../../../lib/run-in-worker.ts';
import type { BackupFiles } from '../backup-files.ts';
import { scaleProgress } from '../scale-progress.ts';
import { stageRestore } from './stage-restore.ts';

export interface Drill {
  readonly backup: Backup;
  /** Null where the database is in memory, and no second connection can read it. */
  readonly comparison: Comparison | null;
}

/** Nobody else names a folder so, and what follows is what mkdtemp adds. */
const SCRATCH = 'bookchat-drill-';
const SCRATCH_NAME = new RegExp(`^${SCRATCH}[A-Za-z0-9]{6}$`);
const STAGING_PART = 0.6;

/**
 * Restores a backup into a scratch database, which is gone afterwards, and compares it with the live one.
 * @param live the file of the live database; null where it has none.
 * @param dataDir where the scratch database is for that time.
 * @throws ProblemError `backup_unusable` or `storage_full`; or the signal's reason.
 */
export async function drillRestore(
  files: BackupFiles,
  { live, dataDir }: { readonly live: string | null; readonly dataDir: string },
  options: WorkerOptions,
): Promise<Drill> {
  await removeLeftovers(dataDir, dirname(files.database));
  const target = join(await mkdtemp(join(dataDir, SCRATCH)), 'bookchat.db');
  try {
    const staging = scaleProgress(options, 0, STAGING_PART);
    const backup = await stageRestore(files, { target, epoch: null }, staging);
    if (live === null) return { backup, comparison: null };
    const input = { restored: target, live };
    const comparing = scaleProgress(options, STAGING_PART, 1);
    return { backup, comparison: await runInWorker<Comparison>('compareRestored', input, comparing) };
  } finally {
    await removeLargeFolder(dirname(target));
  }
}

/** Of drills that the end of the process has cut off; whatever they are called, never the backups. */
async function removeLeftovers(dataDir: string, backupDir: string): Promise<void> {
  const folders = (await readdir(dataDir))
    .filter((name) => SCRATCH_NAME.test(name))
    .map((name) => join(dataDir, name));
  for (const folder of folders) if (!backupDir.startsWith(folder)) await removeLargeFolder(folder);
}
