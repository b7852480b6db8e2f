import type { Readable } from 'node:stream';
import type { Backup } from '@bookchat/shared';
import type { BackupFiles } from './backup-files.ts';
import { streamBackup } from './stream-backup.ts';

/** The backups that are being downloaded from this server. */
export interface Downloads {
  isOpen(id: string): boolean;
  /** @throws ProblemError `backup_not_found` or `backup_unusable` */
  begin(files: BackupFiles, backup: Backup): Promise<Readable>;
}

export function createDownloads(): Downloads {
  const open = new Map<Readable, string>();
  return {
    isOpen: (id) => [...open.values()].includes(id),
    async begin(files, backup) {
      const stream = await streamBackup(files, backup);
      open.set(stream, backup.id);
      stream.once('close', () => open.delete(stream));
      return stream;
    },
  };
}
