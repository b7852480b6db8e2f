import { expect, test } from 'vitest';
import { memoryStorage } from '../../test/memory-storage.ts';
import { createDraft } from './draft.ts';

test('a draft outlives the page, each room with its own', () => {
  const storage = memoryStorage();
  createDraft('general', storage).set('half a sent');
  expect(createDraft('general', storage).get()).toBe('half a sent');
  expect(createDraft('harbour', storage).get()).toBe('');
});

test('an empty draft leaves nothing behind', () => {
  const storage = memoryStorage();
  createDraft('general', storage).set('x');
  createDraft('general', storage).set('');
  expect(storage.keys('bookchat.')).toEqual([]);
});
