import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { persistently } from './persistently.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

function failing(times: number) {
  let left = times;
  return vi.fn(() => (left-- > 0 ? Promise.reject(new Error('offline')) : Promise.resolve('part')));
}

test('what could not be loaded is tried again until it is there', async () => {
  const load = failing(2);
  const part = persistently(load, new AbortController().signal);
  await vi.advanceTimersByTimeAsync(25_000);
  expect(await part).toBe('part');
  expect(load).toHaveBeenCalledTimes(3);
});

test('what nobody needs any more is not tried again', async () => {
  const load = failing(2);
  const leaving = new AbortController();
  void persistently(load, leaving.signal);
  await vi.advanceTimersByTimeAsync(1_000);
  leaving.abort();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(load).toHaveBeenCalledOnce();
});
