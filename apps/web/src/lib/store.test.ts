import { expect, test, vi } from 'vitest';
import { createStore } from './store.ts';

test('a store tells of changes until the signal aborts, and not of what is no change', () => {
  const store = createStore(1);
  const leaving = new AbortController();
  const told = vi.fn();
  store.subscribe(told, leaving.signal);
  store.set(1);
  store.set(2);
  leaving.abort();
  store.set(3);
  expect(told.mock.calls).toEqual([[2]]);
  expect(store.get()).toBe(3);
});

test('who has left already is told nothing', () => {
  const store = createStore(1);
  const told = vi.fn();
  store.subscribe(told, AbortSignal.abort());
  store.set(2);
  expect(told).not.toHaveBeenCalled();
});
