import { expect, test, vi } from 'vitest';
import { memoryStorage, storageOfTabs } from '../../../test/memory-storage.ts';
import { drawerOf } from './drawer.ts';

test('what one person keeps another does not find', () => {
  const storage = memoryStorage();
  const [alice, bob] = [drawerOf(storage, 'a'), drawerOf(storage, 'b')];
  alice.write('bookchat.draft.general', 'mine');
  expect(alice.read('bookchat.draft.general')).toBe('mine');
  expect(alice.keys('bookchat.draft.')).toEqual(['bookchat.draft.general']);
  expect([bob.read('bookchat.draft.general'), bob.keys('')]).toEqual([null, []]);
  expect(storage.read('bookchat.draft.general')).toBeNull();
});

test('the same drawer in another tab tells of what is put there', () => {
  const openTab = storageOfTabs();
  const told = vi.fn();
  drawerOf(openTab(), 'a').onChange('bookchat.draft.', told);
  const here = openTab();
  drawerOf(here, 'b').write('bookchat.draft.general', 'of another');
  drawerOf(here, 'a').write('bookchat.draft.general', 'here');
  expect(told).toHaveBeenCalledExactlyOnceWith('bookchat.draft.general', 'here');
});
