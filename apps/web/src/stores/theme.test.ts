import { expect, test } from 'vitest';
import { memoryStorage, storageOfTabs } from '../../test/memory-storage.ts';
import { createTheme } from './theme.ts';

test('the theme follows the system until one is chosen', () => {
  expect(createTheme(memoryStorage()).get()).toBe('system');
});

test('a chosen theme is kept, and the system’s is kept by keeping nothing', () => {
  const storage = memoryStorage();
  createTheme(storage).choose('dark');
  expect(createTheme(storage).get()).toBe('dark');
  createTheme(storage).choose('system');
  expect(storage.keys('bookchat.theme')).toEqual([]);
});

test('a theme that does not exist counts as the system’s', () => {
  expect(createTheme(memoryStorage({ 'bookchat.theme': 'sepia' })).get()).toBe('system');
});

test('a theme that is chosen in one tab is that of the others', () => {
  const openTab = storageOfTabs();
  const [here, there] = [createTheme(openTab()), createTheme(openTab())];
  here.choose('dark');
  expect(there.get()).toBe('dark');
  here.choose('system');
  expect(there.get()).toBe('system');
});
