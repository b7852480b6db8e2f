import type { Backup } from '@bookchat/shared';
import { UnreadableDatabaseError } from './db/database-error.ts';
import { describeBackup, listBackups } from './features/backups/index.ts';
import { StartError } from './start-error.ts';

/**
 * Where a start fails because the database is damaged or gone, and there is a backup, says what to type.
 * @returns the error to throw, which is the same in any other case.
 */
export async function nameRestoreCommand(error: unknown, backupDir: string): Promise<unknown> {
  if (!(error instanceof UnreadableDatabaseError)) return error;
  const newest = await findNewest(backupDir);
  return newest === null ? error : new StartError(`${error.message}\n\n${describe(newest)}`);
}

async function findNewest(backupDir: string): Promise<Backup | null> {
  try {
    return (await listBackups(backupDir)).backups[0] ?? null;
  } catch {
    return null; // a folder that cannot be read: what is wrong with the database is the news
  }
}

function describe(backup: Backup): string {
  const madeAt = backup.created_at.slice(0, 16).replace('T', ' ');
  return (
    `There is a backup of ${madeAt} UTC (${describeBackup(backup)}). To put it in place, and keep what is there now aside, type:\n\n` +
    `  npm run bookchat -- restore ${backup.id}\n`
  );
}
