import { expect, onTestFinished, test, vi } from 'vitest';
import { every } from './every.ts';

test('something is done again and again until the signal aborts', () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const leaving = new AbortController();
  const act = vi.fn();
  every(1_000, act, leaving.signal);
  vi.advanceTimersByTime(3_000);
  leaving.abort();
  vi.advanceTimersByTime(3_000);
  expect(act).toHaveBeenCalledTimes(3);
});

test('for who has left already, nothing begins', () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  every(1_000, () => undefined, AbortSignal.abort());
  expect(vi.getTimerCount()).toBe(0);
});
