import type { RoomKind } from '@bookchat/shared';

/** A room; it belongs to the history, so that a backup brings it back together with what was written in it. */
export interface RoomsTable {
  name: string;
  title: string;
  description: string;
  kind: RoomKind;
  closed_at: string | null;
  /** Whether what is written from now on goes into the archive. */
  in_repository: 0 | 1;
  /** Since when, of a private room that does. */
  repository_since: string | null;
  /** Smaller is higher. */
  position: number;
  created_at: string;
  /** Null where nobody was signed in, or where an archive brought it. */
  created_by: string | null;
}

/** Who is in a room; a restore brings nobody back who has left since. */
export interface RoomPeopleTable {
  room: string;
  person_id: string;
  is_owner: 0 | 1;
  joined_at: string;
  /** Whoever let them in; null where they came by themselves. */
  let_in_by: string | null;
}

/** How far a person has read in a room: the position of a message. */
export interface RoomReadsTable {
  person_id: string;
  room: string;
  position: number;
}
