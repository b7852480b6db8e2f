import type { ArchivePlace } from '@bookchat/shared';

/** Where a browser finds a commit; null where it cannot. */
export function commitAddress(place: ArchivePlace | null, hash: string): string | null {
  return place?.commit_url?.replaceAll('{hash}', hash) ?? null;
}
