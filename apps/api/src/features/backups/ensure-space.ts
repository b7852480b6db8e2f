import { statfs } from 'node:fs/promises';
import { formatBytes } from '../../lib/format-bytes.ts';
import { ProblemError } from '../../lib/problem-error.ts';

/**
 * @param folder where `bytes` are to be written.
 * @param purpose for example "a backup of a database of 3 MB".
 * @throws ProblemError `storage_full` where they have no room.
 */
export async function ensureSpace(folder: string, bytes: number, purpose: string): Promise<void> {
  const { bavail, bsize } = await statfs(folder);
  const free = bavail * bsize;
  if (free >= bytes) return;
  throw noSpace(
    `${purpose} needs ${formatBytes(bytes)}, and ${formatBytes(free)} are free: ${formatBytes(bytes - free)} are missing`,
  );
}

/** @param how as a clause. */
export function noSpace(how: string): ProblemError {
  return new ProblemError(
    'storage_full',
    `The disk of the backups has too little room: ${how}. Free some, set MAX_BACKUPS lower, or use a larger disk.`,
  );
}
