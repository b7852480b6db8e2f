import type { Person, Room } from '@bookchat/shared';
import { localTimeIn } from '../account/lib/local-time-in.ts';

export interface DirectLine {
  readonly people: readonly Person[];
  /** The ids of those who have the page open. */
  readonly present: readonly string[];
  readonly ownId: string | null;
  readonly now: Date;
}

/** What the cover says of those in a direct room: whether they are here, what they are about, what time it is there. */
export function lineOfDirect(room: Room, { people, present, ownId, now }: DirectLine): string {
  const ids = (room.people ?? []).filter((id) => id !== ownId);
  if (ids.length === 0) return room.gone.length > 0 ? 'Read only' : 'Only you see this';
  const here = ids.filter((id) => present.includes(id)).length;
  if (ids.length > 1)
    return `${ids.length + 1} people, ${here === 0 ? 'none of the others' : `${here} of the others`} here now`;
  const other = people.find(({ id }) => id === ids[0]);
  if (other?.state === 'suspended') return 'Kept out for now';
  const time = other?.time_zone == null ? null : localTimeIn(other.time_zone, now);
  // What may be long comes last, where it may be cut off.
  const parts = [here === 1 ? 'Here now' : 'Away', time === null ? '' : `${time} there`, other?.status_text];
  return parts.filter(Boolean).join(' · ');
}
