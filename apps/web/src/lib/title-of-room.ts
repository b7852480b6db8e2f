import type { Person, Room } from '@bookchat/shared';

type Titled = Pick<Room, 'kind' | 'title' | 'name' | 'people' | 'gone'>;
type Known = readonly Pick<Person, 'id' | 'name'>[];

/** What people call a room; one that is direct is called after the others in it. */
export function titleOfRoom(room: Titled, people: Known, ownId: string | null): string {
  if (room.kind !== 'direct') return room.title || room.name;
  const gone = room.gone.map(({ name }) => name).join(', ');
  if (isAlone(room) && gone !== '') return `${gone}, no longer here`;
  const names = namesOf(othersIn(room, ownId), people).join(', ');
  if (names === '') return 'Direct message';
  if (gone !== '') return `${names}, ${gone} (no longer here)`;
  return isAlone(room) ? `${names} (you)` : names;
}

/** Whose faces stand for a direct room. */
export function facesOfRoom(room: Titled, people: Known, ownId: string | null): string[] {
  const gone = room.gone.map(({ name }) => name);
  return isAlone(room) && gone.length > 0 ? gone : [...namesOf(othersIn(room, ownId), people), ...gone];
}

/** What stands above the first message of a room. */
export function beginningOfRoom(room: Titled, people: Known, ownId: string | null): string {
  const title = titleOfRoom(room, people, ownId);
  if (room.kind !== 'direct') return `This is where ${title} begins.`;
  if (isAlone(room) && room.gone.length === 0) return 'This is where your notes to yourself begin.';
  const faces = facesOfRoom(room, people, ownId);
  return `This is where your conversation${faces.length === 0 ? '' : ` with ${faces.join(', ')}`} begins.`;
}

/** What a room is probably called, while only its name is known: "design-team" becomes "Design team". */
export function titleOfName(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1).replaceAll('-', ' ');
}

/** Nobody else is in it, or not any more. */
function isAlone({ people }: Titled): boolean {
  return people?.length === 1;
}

/** In a room with oneself there is nobody else to call it after. */
function othersIn(room: Titled, ownId: string | null): string[] {
  const ids = room.people ?? [];
  return isAlone(room) ? ids : ids.filter((id) => id !== ownId);
}

function namesOf(ids: readonly string[], people: Known): string[] {
  return ids.flatMap((id) => people.find((person) => person.id === id)?.name ?? []);
}
