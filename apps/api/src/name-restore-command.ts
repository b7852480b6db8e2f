import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Backup } from '@bookchat/shared';
import type { Config } from './config.ts';
import { UnreadableDatabaseError } from './db/database-error.ts';
import { describeBackup, listBackups } from './features/backups/index.ts';
import { StartError } from './start-error.ts';

interface Places extends Pick<Config, 'dataDir'> {
  readonly backups: Pick<Config['backups'], 'dir'>;
}

const ROOT = join(import.meta.dirname, '../../..');

/**
 * Where a start fails because the database is damaged or gone, and there is a backup, says what to type.
 * @param root where BookChat itself is.
 * @returns the error to throw, which is the same in any other case.
 */
export async function nameRestoreCommand(error: unknown, config: Places, root = ROOT): Promise<unknown> {
  if (!(error instanceof UnreadableDatabaseError)) return error;
  const newest = await findNewest(config.backups.dir);
  return newest === null ? error : new StartError(`${error.message}\n\n${describe(newest, config, root)}`);
}

/** One that a wrong clock dated in the future is named where there is no other. */
async function findNewest(backupDir: string): Promise<Backup | null> {
  try {
    const { backups } = await listBackups(backupDir);
    return backups.find(({ created_at }) => Date.parse(created_at) <= Date.now()) ?? backups[0] ?? null;
  } catch {
    return null; // a folder that cannot be read: what is wrong with the database is the news
  }
}

function describe(backup: Backup, config: Places, root: string): string {
  const madeAt = backup.created_at.slice(0, 16).replace('T', ' ');
  return (
    `There is a backup of ${madeAt} UTC (${describeBackup(backup)}). To put it in place, and keep what is there now aside, type:\n\n` +
    `  ${[...settings(config), program(root), 'restore', backup.id].join(' ')}\n`
  );
}

/** Whoever types it may be in another shell, which lacks what the server got from its environment. */
function settings({ dataDir, backups }: Places): string[] {
  const named: string[] = [];
  if (dataDir !== resolve('data')) named.push(`DATA_DIR=${quote(dataDir)}`);
  if (backups.dir !== join(dataDir, 'backups')) named.push(`BACKUP_DIR=${quote(backups.dir)}`);
  return named;
}

/** The image of a container holds what is built, and nothing that would build it. */
function program(root: string): string {
  const hasLauncher = existsSync(join(root, 'scripts/launch.mjs'));
  return hasLauncher ? 'npm run bookchat --' : `node ${quote(join(root, 'apps/api/dist/cli.js'))}`;
}

function quote(path: string): string {
  return /^[\w./:@%+,=-]+$/.test(path) ? path : `'${path.replaceAll("'", String.raw`'\''`)}'`;
}
