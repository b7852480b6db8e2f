import { basename, dirname, join, resolve } from 'node:path';

/** Where the two files of a backup are. */
export interface BackupFiles {
  readonly id: string;
  readonly database: string;
  /** Beside it; written last and taken away first, so that what it describes is whole. */
  readonly manifest: string;
}

/** What a file is called until it is whole, and again once it is to go. */
export const PARTIAL = '.partial';

const ID = String.raw`\d{8}_\d{6}(?:_\d{1,3})?`;
const WHOLE_ID = new RegExp(`^${ID}$`);
const PARTIAL_NAME = /^(?:(.+)\.partial|(.+\.db)\.partial-journal)$/;
const NAME = new RegExp(`^backup_(${ID})\\.(db|json)$`);

/** The files of the backup `id`. @throws Error for any other text, as it becomes a part of a path. */
export function backupFiles(folder: string, id: string): BackupFiles {
  if (!isBackupId(id)) throw new Error('This is no id of a backup');
  const name = `backup_${id}`;
  return { id, database: join(folder, `${name}.db`), manifest: join(folder, `${name}.json`) };
}

/** The files of the backup whose database is at `path`; null where it is not named like one. */
export function backupFilesAt(path: string): BackupFiles | null {
  const named = readName(basename(path));
  return named?.kind === 'db' ? backupFiles(dirname(resolve(path)), named.id) : null;
}

export function isBackupId(text: string): boolean {
  return WHOLE_ID.test(text);
}

/** Which file of which backup is not whole, or is to go; null for any other name. SQLite lays a journal beside one. */
export function readPartialName(name: string): ReturnType<typeof readName> {
  const [, file, beside] = PARTIAL_NAME.exec(name) ?? [];
  return readName(file ?? beside ?? '');
}

/** Which file of which backup is called so; null for any other name. */
export function readName(name: string): { readonly id: string; readonly kind: 'db' | 'json' } | null {
  const [, id, kind] = NAME.exec(name) ?? [];
  return id === undefined ? null : { id, kind: kind as 'db' | 'json' };
}
