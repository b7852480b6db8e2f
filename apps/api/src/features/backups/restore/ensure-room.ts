import { statfs } from 'node:fs/promises';
import type { Backup } from '@bookchat/shared';
import { migrations } from '../../../db/migrations/index.ts';
import { formatBytes } from '../../../lib/format-bytes.ts';
import { ProblemError } from '../../../lib/problem-error.ts';

/** The journal of the swap, and what the operator's tables have grown by. */
const MARGIN_BYTES = 1024 * 1024;

/**
 * @param folder the one of the database, where a backup is to be copied to.
 * @throws ProblemError `storage_full` where it has too little room for that.
 */
export async function ensureRoom(folder: string, { bytes, schema }: Backup): Promise<void> {
  // A migration may rewrite every row, and keeps what was there until it is done.
  const copies = schema === Object.keys(migrations).at(-1) ? 1 : 2;
  const needed = copies * bytes + MARGIN_BYTES;
  const { bavail, bsize } = await statfs(folder);
  const free = bavail * bsize;
  if (free < needed) throw noRoom(`${formatBytes(needed)} are needed, and ${formatBytes(free)} are free`);
}

/** @param how as a clause. */
export function noRoom(how: string): ProblemError {
  return new ProblemError(
    'storage_full',
    `The disk of the database has too little room for a copy of the backup beside it: ${how}. Free some, and try again. Nothing was changed.`,
  );
}
