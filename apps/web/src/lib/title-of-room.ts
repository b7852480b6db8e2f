import type { Person, Room } from '@bookchat/shared';

/** What people call a room; one that is direct is called after the others in it. */
export function titleOfRoom(
  room: Pick<Room, 'kind' | 'title' | 'name' | 'people'>,
  people: readonly Pick<Person, 'id' | 'name'>[],
  ownId: string | null,
): string {
  if (room.kind !== 'direct') return room.title || room.name;
  const ids = room.people ?? [];
  const others = ids.length === 1 ? ids : ids.filter((id) => id !== ownId);
  const names = others.flatMap((id) => people.find((person) => person.id === id)?.name ?? []);
  const title = names.length === 0 ? 'Direct message' : names.join(', ');
  return ids.length === 1 && ids[0] === ownId ? `${title} (you)` : title;
}

/** What a room is probably called, while only its name is known: "design-team" becomes "Design team". */
export function titleOfName(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1).replaceAll('-', ' ');
}
