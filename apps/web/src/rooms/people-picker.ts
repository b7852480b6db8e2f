import type { Person, Role } from '@bookchat/shared';
import { type TickList, tickList } from '../admin/components/tick-list.ts';
import { avatar } from '../components/avatar.ts';

/** Of members nothing is said: most are. */
const NOTES: Readonly<Record<Role, string>> = {
  owner: 'Owner',
  admin: 'Admin',
  member: '',
  guest: 'Guest, reads only',
};

/** Lets some of these people be picked, by their ids. */
export function peoplePicker(people: readonly Person[]): TickList {
  const items = people.map(({ id, name, role }) => ({
    id,
    title: name,
    note: NOTES[role],
    face: avatar(name),
  }));
  return tickList({ legend: 'People', find: 'Find somebody', items });
}
