import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { Readable } from 'node:stream';
import type { Backup } from '@bookchat/shared';
import type { BackupFiles } from './backup-files.ts';
import { notFound, unusable } from './unusable.ts';

const CHUNK_BYTES = 256 * 1024;
const FLAGS = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

/**
 * Opens the file of a backup to be sent piece by piece; it is closed at the end, and where the other end hangs up.
 * @throws ProblemError `backup_not_found` where it has just been removed, `backup_unusable` where it is another.
 */
export async function streamBackup({ id, database }: BackupFiles, { bytes }: Backup): Promise<Readable> {
  const file = await openBackup(id, database);
  try {
    const stats = await file.stat();
    if (!stats.isFile() || stats.size !== bytes)
      throw unusable(id, `its file has ${stats.size} bytes, and its manifest says ${bytes}`);
  } catch (error) {
    await file.close();
    throw error;
  }
  const stream = Readable.from(readWhole(file, bytes), { objectMode: false });
  return stream.once('close', () => void file.close());
}

async function openBackup(id: string, path: string): Promise<FileHandle> {
  try {
    return await open(path, FLAGS);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') throw notFound(id);
    if (code === 'ELOOP') throw unusable(id, 'its file is a link, and links are not followed');
    throw error;
  }
}

/** A file that becomes shorter meanwhile breaks the connection off: whoever waits for the rest must not wait for ever. */
async function* readWhole(file: FileHandle, bytes: number): AsyncGenerator<Buffer> {
  for (let sent = 0; sent < bytes; ) {
    const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(CHUNK_BYTES), 0, CHUNK_BYTES, sent);
    if (bytesRead === 0) throw new Error('The backup became shorter while it was sent');
    sent += bytesRead;
    yield buffer.subarray(0, bytesRead);
  }
}
