import { type ApiKey, keyRoomsSchema } from '@bookchat/shared';
import { whyNot } from '../../lib/why-not.ts';
import { field, textField } from '../components/field.ts';

/** The rooms that a new key is for; left empty, it is for all. */
export function roomsOfKey() {
  const input = textField({ placeholder: 'For example: general, harbour' });
  const names = () => input.value.split(/[\s,]+/).filter((name) => name !== '');
  return {
    dom: field(
      'Only these rooms',
      input,
      'By their names in the address, separated by commas. Left empty, it knows of every room that you see.',
    ),
    body: () => (names().length === 0 ? {} : { rooms: names() }),
    whatIsWrong: () => (names().length === 0 ? null : whyNot(keyRoomsSchema, names())),
  };
}

/** What a key is for, in a line: its scopes, and its rooms where it is for some alone. */
export function describeReach({ scopes, rooms, other_rooms }: ApiKey): string {
  const may = scopes.join(', ');
  if (rooms === null) return may;
  const those = other_rooms === 0 ? rooms : [...rooms, `${other_rooms} more`];
  return `${may} in ${those.join(', ')}`;
}
