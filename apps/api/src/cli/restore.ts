import { dirname, join } from 'node:path';
import type { Backup } from '@bookchat/shared';
import type { Config } from '../config.ts';
import { DataDirInUseError } from '../db/lock-data-dir.ts';
import type { ArchivedLater } from '../db/restore/stage-backup.ts';
import { ensureDataDir } from '../ensure-data-dir.ts';
import {
  type BackupFiles,
  describeBackup,
  describeEndedKeys,
  findBackup,
  restoreOffline,
} from '../features/backups/index.ts';
import { StartError } from '../start-error.ts';
import { ask } from './ask.ts';
import type { Given } from './command.ts';
import { EXIT_FAILURE } from './exit-codes.ts';
import { findFiles, refuse } from './find-files.ts';
import { untilInterrupted } from './interruption.ts';
import { print, printNote } from './print.ts';
import { readConfig } from './read-config.ts';
import { showProgress } from './show-progress.ts';

/** Puts a backup in the place of the database, and says what was kept. */
export async function restore({ words: [given = ''], flags }: Given): Promise<number | undefined> {
  const files = findFiles(given);
  if (files === null) return refuse(given);
  const config = readConfig();
  ensureFile(config);
  const backup = await findBackup(files); // before a folder is made for it
  ensureDataDir(config.dataDir);
  const archived: ArchivedLater = flags.has('exact') ? 'exact' : 'replay';
  if (!flags.has('yes') && !(await isWanted(backup, archived, config))) {
    printNote('Nothing was changed.');
    return EXIT_FAILURE;
  }
  await replace(files, archived, config);
  return undefined;
}

function ensureFile({ database }: Config): void {
  if (database === ':memory:')
    throw new StartError(
      'DATABASE_URL says :memory:, and a server that starts with that begins empty each time.',
    );
}

/** Whoever runs it from a script has decided already. */
async function isWanted(backup: Backup, archived: ArchivedLater, config: Config): Promise<boolean> {
  return ask(
    `The conversation in ${config.dataDir} becomes what it was at ${backup.created_at} (${describeBackup(backup)}). ` +
      `What was written after that is kept aside until the next backup, and ${describeLater(archived, config)}. Go on?`,
  );
}

function describeLater(archived: ArchivedLater, { archive }: Config): string {
  return archived === 'replay' && archive.isOn
    ? 'comes back from the archive as far as that holds it'
    : 'gone from the chat';
}

async function replace(files: BackupFiles, archived: ArchivedLater, config: Config): Promise<void> {
  const display = showProgress();
  const startedAt = performance.now();
  try {
    const { backup, keptAside, notCarried, endedKeys } = await untilInterrupted((signal) =>
      restoreOffline(config, files, { archived, signal, onProgress: display.show }),
    );
    display.end();
    const seconds = ((performance.now() - startedAt) / 1_000).toFixed(1);
    print(`Backup ${backup.id} was verified and restored in ${seconds} s: ${describeBackup(backup)}.`);
    if (keptAside !== null)
      print(`What was there before is in ${join(config.dataDir, keptAside)} until the next verified backup.`);
    if (notCarried !== null)
      printNote(`Alerts, breaches and the runs of tasks are those of the backup: ${notCarried}.`);
    if (endedKeys > 0) printNote(describeEndedKeys(endedKeys).trim());
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
