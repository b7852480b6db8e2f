import { statSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { formatBytes } from '../../../lib/format-bytes.ts';
import { StartError } from '../../../start-error.ts';
import { startGit } from '../git-program/start-git.ts';

/** Rows, their indexes, and what is on its way into the file take some 1.5 times what the events are long. */
const TIMES_THE_ARCHIVE = 2.2;
const MARGIN_BYTES = 16 * 1024 * 1024;

interface Places {
  /** The copy of the repository. */
  readonly clone: string;
  /** Where the new database is to be; it may have been begun. */
  readonly database: string;
  readonly folder: string;
}

/** @throws StartError where the disk has too little room for a database that holds the archive. */
export async function ensureRoom({ clone, database, folder }: Places, signal: AbortSignal): Promise<void> {
  const begun = statSync(database, { throwIfNoEntry: false })?.size ?? 0;
  const archive = await measure(clone, signal);
  const needed = Math.max(0, archive * TIMES_THE_ARCHIVE - begun) + MARGIN_BYTES;
  const { bavail, bsize } = await statfs(folder);
  const free = bavail * bsize;
  if (free < needed) throw noRoom(`${formatBytes(needed)} are needed, and ${formatBytes(free)} are free`);
}

/** @param how as a clause. */
export function noRoom(how: string): StartError {
  return new StartError(
    `The disk of the data folder has too little room for the database that the archive makes: ${how}. Free some, and try again.`,
  );
}

/** What the files of the archive hold, unpacked: in its repository they may take a tenth of that. */
async function measure(dir: string, signal: AbortSignal): Promise<number> {
  const git = startGit(
    ['cat-file', '--batch-check=%(objecttype) %(objectsize)', '--batch-all-objects', '--unordered'],
    { dir, signal },
  );
  git.stdin.end();
  let bytes = 0;
  for await (const line of createInterface({ input: git.stdout }))
    if (line.startsWith('blob ')) bytes += Number(line.slice('blob '.length));
  await git.ended;
  return bytes;
}
