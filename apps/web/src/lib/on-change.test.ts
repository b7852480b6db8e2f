import { expect, test, vi } from 'vitest';
import { onChange } from './on-change.ts';
import { createStore } from './store.ts';

test('only a change of the part that is picked is told, with the value before', () => {
  const store = createStore({ line: 'online', unseen: 0 });
  const leaving = new AbortController();
  const act = vi.fn();
  onChange(store, ({ line }) => line, act, leaving.signal);
  store.set({ line: 'online', unseen: 1 });
  expect(act).not.toHaveBeenCalled();
  store.set({ line: 'away', unseen: 1 });
  store.set({ line: 'online', unseen: 1 });
  expect(act.mock.calls).toEqual([
    ['away', 'online'],
    ['online', 'away'],
  ]);
  leaving.abort();
  store.set({ line: 'away', unseen: 1 });
  expect(act).toHaveBeenCalledTimes(2);
});
