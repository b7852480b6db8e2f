import { createHash } from 'node:crypto';
import type { ArchiveStatus } from '@bookchat/shared';

/** What polls bring of the archive. */
export interface ArchiveReport {
  /** As it is now. */
  read(): ArchiveStatus;
}

export const NO_ARCHIVE: ArchiveStatus = {
  state: 'off',
  backlog: null,
  head: null,
  verified_at: null,
  place: null,
  last_commit_at: null,
  publishing: null,
  problem: null,
};

/**
 * Tells by a few letters whether a status is another one; the same in every process, and none where there is no archive.
 * The backlog is left out: it changes together with the cursor.
 */
export function fingerprintOf({ backlog, ...status }: ArchiveStatus): string {
  if (status.state === 'off') return '';
  const hash = createHash('sha1').update(JSON.stringify(status)).digest('base64url').slice(0, 8);
  return `.${hash}`;
}
