import { expect, test } from 'vitest';
import { beginningOfRoom, facesOfRoom, titleOfName, titleOfRoom } from './title-of-room.ts';

const PEOPLE = [
  { id: 'a', name: 'alice' },
  { id: 'b', name: 'bob' },
  { id: 'c', name: 'carol' },
];
const direct = (...people: string[]) => ({
  kind: 'direct' as const,
  title: '',
  name: 'dm-1',
  people,
  gone: [] as { id: string; name: string }[],
});
const BEN = { id: 'x', name: 'Ben Okafor' };
const DAN = { id: 'y', name: 'Dan' };

test('a room goes by its title, and without one by its name', () => {
  const room = { kind: 'open' as const, name: 'design', people: null, gone: [] };
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

test('a direct room keeps the names and faces of those who were removed', () => {
  const alone = { ...direct('a'), gone: [BEN] };
  expect(titleOfRoom(alone, PEOPLE, 'a')).toBe('Ben Okafor, no longer here');
  expect(facesOfRoom(alone, PEOPLE, 'a')).toEqual(['Ben Okafor']);
  expect(titleOfRoom({ ...alone, gone: [BEN, DAN] }, PEOPLE, 'a')).toBe('Ben Okafor, Dan, no longer here');
  const three = { ...direct('a', 'b'), gone: [BEN] };
  expect(titleOfRoom(three, PEOPLE, 'a')).toBe('bob, Ben Okafor (no longer here)');
  expect(facesOfRoom(three, PEOPLE, 'a')).toEqual(['bob', 'Ben Okafor']);
});

test('faces stand for a direct room, one’s own for a room with oneself', () => {
  expect(facesOfRoom(direct('a', 'b', 'c'), PEOPLE, 'a')).toEqual(['bob', 'carol']);
  expect(facesOfRoom(direct('a'), PEOPLE, 'a')).toEqual(['alice']);
  expect(facesOfRoom(direct('a', 'x'), PEOPLE, 'a')).toEqual([]);
});

test('where a room begins is said in its own words', () => {
  const room = { kind: 'open' as const, title: 'Design', name: 'design', people: null, gone: [] };
  expect(beginningOfRoom(room, PEOPLE, 'a')).toBe('This is where Design begins.');
  expect(beginningOfRoom(direct('a', 'b'), PEOPLE, 'a')).toBe(
    'This is where your conversation with bob begins.',
  );
  expect(beginningOfRoom({ ...direct('a'), gone: [BEN] }, PEOPLE, 'a')).toBe(
    'This is where your conversation with Ben Okafor begins.',
  );
  expect(beginningOfRoom(direct('a'), PEOPLE, 'a')).toBe('This is where your notes to yourself begin.');
  expect(beginningOfRoom(direct('a', 'x'), PEOPLE, 'a')).toBe('This is where your conversation begins.');
});

test('a name alone suggests a title', () => {
  expect(titleOfName('design-team')).toBe('Design team');
});
