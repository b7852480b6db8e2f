import { dirname, join } from 'node:path';
import type { Backup } from '@bookchat/shared';
import type { Config } from '../config.ts';
import { DataDirInUseError } from '../db/lock-data-dir.ts';
import { ensureDataDir } from '../ensure-data-dir.ts';
import { type BackupFiles, describeBackup, findBackup, restoreOffline } from '../features/backups/index.ts';
import { StartError } from '../start-error.ts';
import { ask } from './ask.ts';
import { EXIT_FAILURE } from './exit-codes.ts';
import { findFiles, refuse } from './find-files.ts';
import { untilInterrupted } from './interruption.ts';
import { print, printNote } from './print.ts';
import { readConfig } from './read-config.ts';
import { showProgress } from './show-progress.ts';

const YES = '--yes';

/** Puts a backup in the place of the database, and says what was kept. */
export async function restore(args: readonly string[]): Promise<number | undefined> {
  const [given = ''] = args.filter((word) => word !== YES);
  const files = findFiles(given);
  if (files === null) return refuse(given);
  const config = readConfig();
  ensureFile(config);
  const backup = await findBackup(files); // before a folder is made for it
  ensureDataDir(config.dataDir);
  if (!args.includes(YES) && !(await isWanted(backup, config))) {
    printNote('Nothing was changed.');
    return EXIT_FAILURE;
  }
  await replace(files, config);
  return undefined;
}

function ensureFile({ database }: Config): void {
  if (database === ':memory:')
    throw new StartError(
      'DATABASE_URL says :memory:, and a server that starts with that begins empty each time.',
    );
}

/** Whoever runs it from a script has decided already. */
async function isWanted(backup: Backup, { dataDir }: Config): Promise<boolean> {
  return ask(
    `The conversation in ${dataDir} becomes what it was at ${backup.created_at} (${describeBackup(backup)}). ` +
      'What was written after that is kept aside until the next backup, and gone from the chat. Go on?',
  );
}

async function replace(files: BackupFiles, config: Config): Promise<void> {
  const display = showProgress();
  const startedAt = performance.now();
  try {
    const { backup, keptAside, notCarried } = await untilInterrupted((signal) =>
      restoreOffline(config, files, { signal, onProgress: display.show }),
    );
    display.end();
    const seconds = ((performance.now() - startedAt) / 1_000).toFixed(1);
    print(`Backup ${backup.id} was verified and restored in ${seconds} s: ${describeBackup(backup)}.`);
    if (keptAside !== null)
      print(`What was there before is in ${join(config.dataDir, keptAside)} until the next verified backup.`);
    if (notCarried !== null)
      printNote(`Alerts, breaches and the runs of tasks are those of the backup: ${notCarried}.`);
  } catch (error) {
    display.end();
    throw error instanceof DataDirInUseError ? serverRuns(files, config) : error;
  }
}

function serverRuns({ id, database }: BackupFiles, { dataDir, backups }: Config): StartError {
  const isKept = dirname(database) === backups.dir;
  return new StartError(
    `The BookChat server on ${dataDir} runs. Stop it and try again; or restore without stopping it, with the admin right: ` +
      `POST /api/system/backups/${id}/restore${isKept ? '' : `, once both files of the backup are in ${backups.dir}`}.`,
  );
}
