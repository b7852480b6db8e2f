import { expect, test } from 'vitest';
import { directRoom, someone } from '../../test/rooms-desk.ts';
import { type DirectLine, lineOfDirect } from './line-of-direct.ts';

const BOB = someone('b', 'bob', { status_text: 'At the harbour', time_zone: 'Asia/Tokyo' });
const TOLD: DirectLine = {
  people: [someone('a', 'alice'), BOB, someone('c', 'carol')],
  present: ['a'],
  ownId: 'a',
  now: new Date('2026-11-20T12:00:00.000Z'),
};

test('of one other it is said whether they are here, what they are about, and what time it is there', () => {
  const room = directRoom(['a', 'b']);
  expect(lineOfDirect(room, { ...TOLD, present: ['b'] })).toMatch(
    /^Here now · (?:21:00|9:00\sPM) there · At the harbour$/,
  );
  expect(lineOfDirect(room, TOLD)).toMatch(/^Away · .* · At the harbour$/);
});

test('whoever keeps all of that to themselves is here or away, and so is somebody who is not known yet', () => {
  expect(lineOfDirect(directRoom(['a', 'c']), { ...TOLD, present: ['a', 'c'] })).toBe('Here now');
  expect(lineOfDirect(directRoom(['a', 'x']), TOLD)).toBe('Away');
});

test('somebody who is kept out is not merely away', () => {
  const people = [someone('b', 'bob', { state: 'suspended' })];
  expect(lineOfDirect(directRoom(['a', 'b']), { ...TOLD, people })).toBe('Kept out for now');
});

test('of several it is said how many of them are here', () => {
  const room = directRoom(['a', 'b', 'c']);
  expect(lineOfDirect(room, TOLD)).toBe('3 people, none of the others here now');
  expect(lineOfDirect(room, { ...TOLD, present: ['a', 'c'] })).toBe('3 people, 1 of the others here now');
});

test('with nobody else in it, it is one’s own, or over', () => {
  expect(lineOfDirect(directRoom(['a']), TOLD)).toBe('Only you see this');
  expect(lineOfDirect(directRoom(['a'], { gone: [{ id: 'x', name: 'Ben' }] }), TOLD)).toBe('Read only');
});
