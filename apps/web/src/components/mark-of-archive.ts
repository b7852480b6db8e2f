import type { ArchiveStatus } from '@bookchat/shared';
import { isChecked } from '../lib/is-checked.ts';
import type { Mark } from './bookmark.ts';

/** Of a room: whether all of it goes into the archive, or whether what is written there now does. */
export type RoomInArchive = 'all' | 'goes-in' | 'stays-out';

/** How the archive does, as somebody in a room sees it. */
export interface ArchiveInRoom {
  readonly archive: ArchiveStatus;
  readonly room: RoomInArchive;
}

export function markOfArchive({ archive, room }: ArchiveInRoom): Mark {
  if (archive.state === 'failing') return 'failing';
  if (archive.state === 'off') return 'outline';
  if (room === 'stays-out') return 'kept';
  if (archive.backlog || archive.publishing) return 'on-its-way';
  return isChecked(archive) ? 'verified' : 'filled';
}
