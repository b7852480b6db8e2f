import { expect, test } from 'vitest';
import { memoryStorage } from '../../../test/memory-storage.ts';
import { drawerOf } from './drawer.ts';
import { takeAlong } from './take-along.ts';

const MESSAGE = {
  id: '01931e2f-7c1a-7cc3-98c4-dc0c0c073990',
  room: 'general',
  author: 'al',
  content: 'Unsent',
  created_at: '2026-11-20T12:00:00.000Z',
  delivery: { kind: 'sending' },
};

test('what was being written before there were accounts is found by whoever signs in first', () => {
  const storage = memoryStorage({ 'bookchat.draft.general': 'Half a thought', 'bookchat.room': 'general' });
  takeAlong(storage, drawerOf(storage, 'a'));
  expect(drawerOf(storage, 'a').read('bookchat.draft.general')).toBe('Half a thought');
  expect(storage.read('bookchat.draft.general')).toBeNull();
  expect(storage.read('bookchat.room')).toBe('general');
  takeAlong(storage, drawerOf(storage, 'b'));
  expect(drawerOf(storage, 'b').keys('')).toEqual([]);
});

test('a draft of one’s own is not written over', () => {
  const storage = memoryStorage({ 'bookchat.draft.general': 'of before' });
  const drawer = drawerOf(storage, 'a');
  drawer.write('bookchat.draft.general', 'mine');
  takeAlong(storage, drawer);
  expect(drawer.read('bookchat.draft.general')).toBe('mine');
});

test('what was on its way waits for a word before it goes under one’s name', () => {
  const key = `bookchat.outbox.general.${MESSAGE.id}`;
  const storage = memoryStorage({
    [key]: JSON.stringify(MESSAGE),
    'bookchat.outbox.general.broken': 'no message',
  });
  const drawer = drawerOf(storage, 'a');
  takeAlong(storage, drawer);
  expect(JSON.parse(drawer.read(key) ?? '')).toMatchObject({
    content: 'Unsent',
    delivery: { kind: 'failed', reason: expect.stringContaining('before people had accounts') },
  });
  expect(drawer.keys('bookchat.outbox.')).toEqual([key]);
  expect(storage.keys('bookchat.outbox.')).toEqual([]);
});
