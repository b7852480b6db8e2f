import { expect, test } from 'vitest';
import { titleOfName, titleOfRoom } from './title-of-room.ts';

const PEOPLE = [
  { id: 'a', name: 'alice' },
  { id: 'b', name: 'bob' },
  { id: 'c', name: 'carol' },
];
const direct = (...people: string[]) => ({ kind: 'direct' as const, title: '', name: 'dm-1', people });

test('a room goes by its title, and without one by its name', () => {
  const room = { kind: 'open' as const, name: 'design', people: null };
  expect(titleOfRoom({ ...room, title: 'Design' }, PEOPLE, 'a')).toBe('Design');
  expect(titleOfRoom({ ...room, title: '' }, PEOPLE, 'a')).toBe('design');
});

test('a direct room goes by the others in it', () => {
  expect(titleOfRoom(direct('a', 'b', 'c'), PEOPLE, 'a')).toBe('bob, carol');
  expect(titleOfRoom(direct('a'), PEOPLE, 'a')).toBe('alice (you)');
});

test('a direct room of people who are not known has a general title', () => {
  expect(titleOfRoom(direct('a', 'x'), PEOPLE, 'a')).toBe('Direct message');
  expect(titleOfRoom({ ...direct(), people: null }, [], null)).toBe('Direct message');
});

test('a name alone suggests a title', () => {
  expect(titleOfName('design-team')).toBe('Design team');
});
