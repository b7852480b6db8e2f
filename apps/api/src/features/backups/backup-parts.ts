import type { Backup } from '@bookchat/shared';
import type { Config } from '../../config.ts';
import type { Clock } from '../../lib/clock.ts';
import type { CopySource } from './copy-source.ts';

/** Hears what comes of making backups. */
export interface BackupListener {
  made(backup: Backup): void;
  failed(error: Error): void;
  pruned(): void;
  notPruned(error: Error): void;
  copiedAside(backup: Backup): void;
  notCopiedAside(error: Error): void;
}

export interface BackupParts {
  readonly config: Config['backups'];
  readonly source: CopySource;
  readonly clock: Pick<Clock, 'now'>;
  readonly listener: BackupListener;
}
