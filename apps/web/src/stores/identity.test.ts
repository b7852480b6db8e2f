import { expect, test, vi } from 'vitest';
import { memoryStorage, storageOfTabs } from '../../test/memory-storage.ts';
import { createIdentity, isOwn } from './identity.ts';

test('nobody has a name on the first visit', () => {
  expect(createIdentity(memoryStorage()).get()).toBeNull();
});

test('a chosen name is tidied, told and kept', () => {
  const storage = memoryStorage();
  const identity = createIdentity(storage);
  const told = vi.fn();
  identity.subscribe(told);
  expect(identity.choose('  alice   of  the harbour ')).toBeNull();
  expect(told).toHaveBeenCalledWith('alice of the harbour');
  expect(createIdentity(storage).get()).toBe('alice of the harbour');
});

test('a name that cannot be taken is refused with the reason, and the former one stays', () => {
  const identity = createIdentity(memoryStorage({ 'bookchat.name': 'alice' }));
  expect(identity.choose('   ')).toBe('Give a name of at least one character.');
  expect(identity.choose('аlice')).toMatch(/mixes/);
  expect(identity.get()).toBe('alice');
});

test('a stored name that is none counts as none', () => {
  expect(createIdentity(memoryStorage({ 'bookchat.name': 'x'.repeat(41) })).get()).toBeNull();
});

test('a name that is changed in one tab is changed in the others', () => {
  const openTab = storageOfTabs();
  const [here, there] = [createIdentity(openTab()), createIdentity(openTab())];
  here.choose('alice');
  expect(there.get()).toBe('alice');
});

test('a name that is forgotten in one tab, or is none, leaves the others theirs', () => {
  const openTab = storageOfTabs();
  const identity = createIdentity(openTab());
  identity.choose('alice');
  const other = openTab();
  other.write('bookchat.name', ' ');
  other.write('bookchat.name', null);
  expect(identity.get()).toBe('alice');
});

test('a message is own by its author', () => {
  expect(isOwn({ author: 'alice' }, 'alice')).toBe(true);
  expect(isOwn({ author: 'bob' }, 'alice')).toBe(false);
  expect(isOwn({ author: 'bob' }, null)).toBe(false);
});
