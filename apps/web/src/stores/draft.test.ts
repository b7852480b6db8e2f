import { expect, test } from 'vitest';
import { memoryStorage, storageOfTabs } from '../../test/memory-storage.ts';
import { safeStorage } from '../lib/storage.ts';
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

test('where storage is forbidden, a draft lives as long as the page', () => {
  const storage = safeStorage(() => {
    throw new Error('denied');
  }, new EventTarget());
  const draft = createDraft('general', storage);
  draft.set('half a sent');
  expect(draft.get()).toBe('half a sent');
});

test('a draft that storage had no room for is kept on the page, and leaves nothing behind once sent', () => {
  const memory = memoryStorage();
  const nearlyFull = {
    ...memory,
    write: (key: string, value: string | null) => {
      if (value === null || value.length <= 4) memory.write(key, value);
    },
  };
  const draft = createDraft('general', nearlyFull);
  draft.set('half');
  draft.set('half a sent');
  expect(draft.get()).toBe('half a sent');
  draft.set('');
  expect(memory.keys('bookchat.')).toEqual([]);
});

test('a message sent in one tab does not take the draft of another with it', () => {
  const openTab = storageOfTabs();
  const [here, there] = [createDraft('general', openTab()), createDraft('general', openTab())];
  here.set('about to be sent');
  there.set('still being written');
  here.set('');
  expect(createDraft('general', openTab()).get()).toBe('still being written');
});

test('a draft from before a reload is gone once it is sent', () => {
  const storage = memoryStorage({ 'bookchat.draft.general': 'half a sent' });
  createDraft('general', storage).set('');
  expect(storage.keys('bookchat.')).toEqual([]);
});

test('a text far too long to send is not stored, and what was stored before stays', () => {
  const storage = memoryStorage();
  const draft = createDraft('general', storage);
  draft.set('half a sent');
  draft.set('x'.repeat(1_000_000));
  expect(draft.get()).toHaveLength(1_000_000);
  expect(createDraft('general', storage).get()).toBe('half a sent');
});
