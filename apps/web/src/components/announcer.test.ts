import { expect, onTestFinished, test, vi } from 'vitest';
import { announcer } from './announcer.ts';

test('what is said next cuts nothing off, and each goes after its time', () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const { dom, say } = announcer();
  say('dave: Good morning');
  vi.advanceTimersByTime(6_000);
  say('Connected again.');
  expect([...dom.children].map(({ textContent }) => textContent)).toEqual([
    'dave: Good morning',
    'Connected again.',
  ]);
  vi.advanceTimersByTime(4_000);
  expect(dom.textContent).toBe('Connected again.');
  vi.advanceTimersByTime(6_000);
  expect(dom.textContent).toBe('');
});
