import type { HeldRoom } from './held-room.ts';

/** Of the archive’s format: see `roomChangedSchema` there. */
const EVENT_SCHEMA = 1;

interface Happened {
  readonly position: number;
  /** A UUIDv7: segments are named by that of their first event. */
  readonly id: string;
  readonly at: string;
}

export type RoomWords = Pick<HeldRoom, 'name' | 'title' | 'description' | 'kind' | 'closed_at' | 'position'>;

/** A line of the archive that says what a room is called from now on; written once, as what it says would change. */
export function toRoomEvent(room: RoomWords, { position, id, at }: Happened): string {
  const { name, title, description, kind, closed_at, position: place } = room;
  return JSON.stringify({
    schema: EVENT_SCHEMA,
    type: 'room.changed',
    position,
    id,
    room: name,
    title,
    description,
    kind,
    closed_at,
    place,
    changed_at: at,
  });
}
