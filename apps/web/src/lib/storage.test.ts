import { afterEach, expect, test } from 'vitest';
import { safeStorage } from './storage.ts';

afterEach(() => localStorage.clear());

test('what is written can be read, found and taken away', () => {
  const storage = safeStorage(() => localStorage);
  storage.write('a.1', 'one');
  storage.write('b.1', 'other');
  expect(storage.read('a.1')).toBe('one');
  expect(storage.keys('a.')).toEqual(['a.1']);
  storage.write('a.1', null);
  expect(storage.read('a.1')).toBeNull();
});

test('where storage is forbidden the page goes on without', () => {
  const storage = safeStorage(() => {
    throw new DOMException('denied', 'SecurityError');
  });
  storage.write('a', 'one');
  expect(storage.read('a')).toBeNull();
  expect(storage.keys('')).toEqual([]);
});
