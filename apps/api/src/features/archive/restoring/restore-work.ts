import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolder } from '../../../lib/make-folder.ts';
import { removeLargeFolder } from '../../../lib/remove-large-folder.ts';
import { VERSION } from '../../../version.ts';

/** Where a restore is prepared, until it is put in place. Whatever ends it, the next one finds here how far it was. */
export interface RestoreWork {
  readonly folder: string;
  /** The copy of the repository. */
  readonly clone: string;
  /** The new database. */
  readonly database: string;
  /** What was asked for. */
  readonly request: string;
}

export interface RestoreRequest {
  readonly from: string;
  readonly branch: string | null;
  readonly asOf: string | null;
}

export function restoreWork(dataDir: string): RestoreWork {
  const folder = join(dataDir, 'archive-restore');
  return {
    folder,
    clone: join(folder, 'clone.git'),
    database: join(folder, 'bookchat.db'),
    request: join(folder, 'request.json'),
  };
}

/**
 * Makes the folder ready for a restore: what was begun for the very same one stays, and anything else goes.
 * @returns whether another one was begun there.
 */
export async function prepareWork(work: RestoreWork, request: RestoreRequest): Promise<boolean> {
  const wanted = toText(request);
  const before = readIfThere(work.request);
  if (before === wanted) return false;
  const wasThere = existsSync(work.folder);
  if (before !== toText({ ...request, asOf: readAsOf(before) })) await removeWork(work);
  // The same archive as of another commit: the copy of it is of use.
  else for (const suffix of ['', '-wal', '-shm']) rmSync(work.database + suffix, { force: true });
  makeFolder(work.folder);
  // Whole or not at all: what stands beside it belongs to it.
  writeFileSync(`${work.request}.new`, wanted, { mode: 0o600, flush: true });
  renameSync(`${work.request}.new`, work.request);
  return wasThere;
}

export async function removeWork({ folder }: RestoreWork): Promise<void> {
  if (existsSync(folder)) await removeLargeFolder(folder);
}

/** Another version of BookChat may make other rows of the same events. */
function toText({ from, branch, asOf }: RestoreRequest): string {
  return `${JSON.stringify({ version: VERSION, from, branch, asOf }, null, 2)}\n`;
}

/** One that is of no use is taken for that of another restore. */
function readAsOf(text: string | null): string | null {
  try {
    const { asOf } = JSON.parse(text ?? '{}') as { asOf?: string | null };
    return asOf ?? null;
  } catch {
    return null;
  }
}

function readIfThere(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null; // not there, or of no use
  }
}
