import { afterEach, expect, test, vi } from 'vitest';
import { safeStorage } from './storage.ts';

afterEach(() => localStorage.clear());

const open = () => safeStorage(() => localStorage, window);

test('what is written can be read, found and taken away', () => {
  const storage = open();
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
  }, window);
  storage.write('a', 'one');
  expect(storage.read('a')).toBeNull();
  expect(storage.keys('')).toEqual([]);
});

test('what another tab writes and takes away is told, as long as someone wants to know', async () => {
  const told = vi.fn();
  const leaving = new AbortController();
  open().onChange('a.', told, leaving.signal);
  const frame = document.body.appendChild(document.createElement('iframe'));
  const otherTab = frame.contentWindow?.localStorage as Storage;
  otherTab.setItem('b.1', 'of no interest');
  otherTab.setItem('a.1', 'one');
  otherTab.removeItem('a.1');
  await expect
    .poll(() => told.mock.calls)
    .toEqual([
      ['a.1', 'one'],
      ['a.1', null],
    ]);
  leaving.abort();
  window.dispatchEvent(new StorageEvent('storage', { key: 'a.1', newValue: 'two' }));
  expect(told).toHaveBeenCalledTimes(2);
});
