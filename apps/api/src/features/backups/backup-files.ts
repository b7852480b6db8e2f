import { basename, dirname, join } from 'node:path';

/** Where the two files of a backup are. */
export interface BackupFiles {
  readonly id: string;
  readonly database: string;
  /** Beside it; written last and removed first, so that what it describes is whole. */
  readonly manifest: string;
}

/** What a file is called until it is whole. */
export const PARTIAL = '.partial';

const ID = String.raw`\d{8}_\d{6}(?:_\d{1,3})?`;
const WHOLE_ID = new RegExp(`^${ID}$`);
const DATABASE_NAME = new RegExp(`^backup_(${ID})\\.db$`);

/** The files of the backup `id`, which has been checked: it becomes a part of a path. */
export function backupFiles(folder: string, id: string): BackupFiles {
  if (!isBackupId(id)) throw new Error('This is no id of a backup');
  const name = `backup_${id}`;
  return { id, database: join(folder, `${name}.db`), manifest: join(folder, `${name}.json`) };
}

/** The files of the backup whose database is at `path`; null where it is not named like one. */
export function backupFilesAt(path: string): BackupFiles | null {
  const id = DATABASE_NAME.exec(basename(path))?.[1];
  return id === undefined ? null : backupFiles(dirname(path), id);
}

export function isBackupId(text: string): boolean {
  return WHOLE_ID.test(text);
}
