import { expect, test, vi } from 'vitest';
import { memoryStorage, storageOfTabs } from '../../test/memory-storage.ts';
import { createIdentity } from './identity.ts';

test('nobody has a name on the first visit', () => {
  expect(createIdentity(memoryStorage()).get()).toBeNull();
});

test('a chosen name is tidied, told and kept', async () => {
  const storage = memoryStorage();
  const identity = createIdentity(storage);
  const told = vi.fn();
  identity.subscribe(told);
  expect(await identity.choose('  alice   of  the harbour ')).toBeNull();
  expect(told).toHaveBeenCalledWith('alice of the harbour');
  expect(createIdentity(storage).get()).toBe('alice of the harbour');
});

test('a name that cannot be taken is refused with the reason, and the former one stays', async () => {
  const identity = createIdentity(memoryStorage({ 'bookchat.name': 'alice' }));
  expect(await identity.choose('   ')).toBe('Give a name of at least one character.');
  expect(await identity.choose('аlice')).toMatch(/mixes/);
  expect(identity.get()).toBe('alice');
});

test('a stored name that is none counts as none', () => {
  expect(createIdentity(memoryStorage({ 'bookchat.name': 'x'.repeat(41) })).get()).toBeNull();
});

test('a name that is changed in one tab is changed in the others', async () => {
  const openTab = storageOfTabs();
  const [here, there] = [createIdentity(openTab()), createIdentity(openTab())];
  await here.choose('alice');
  expect(there.get()).toBe('alice');
});

test('a name that is forgotten in one tab, or is none, leaves the others theirs', async () => {
  const openTab = storageOfTabs();
  const identity = createIdentity(openTab());
  await identity.choose('alice');
  const other = openTab();
  other.write('bookchat.name', ' ');
  other.write('bookchat.name', null);
  expect(identity.get()).toBe('alice');
});

test('a message is own by its author', () => {
  const alice = createIdentity(memoryStorage({ 'bookchat.name': 'alice' }));
  expect(alice.isOwn({ author: 'alice', author_id: null })).toBe(true);
  expect(alice.isOwn({ author: 'bob', author_id: null })).toBe(false);
  expect(createIdentity(memoryStorage()).isOwn({ author: 'bob', author_id: null })).toBe(false);
});
