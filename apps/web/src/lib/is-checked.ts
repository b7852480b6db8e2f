import type { ArchiveStatus } from '@bookchat/shared';

/** Whether every commit was compared with what it should hold. Both times are the server's, in one format that sorts. */
export function isChecked({
  verified_at,
  last_commit_at,
}: Pick<ArchiveStatus, 'verified_at' | 'last_commit_at'>): boolean {
  return verified_at !== null && (last_commit_at === null || verified_at >= last_commit_at);
}
