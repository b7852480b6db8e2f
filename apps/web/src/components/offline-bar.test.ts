import { expect, test, vi } from 'vitest';
import { offlineBar } from './offline-bar.ts';

test('an outage is said with its reason and the time of the last good poll, and can be tried', () => {
  const tryNow = vi.fn();
  const bar = offlineBar(tryNow);
  const dom = bar.dom as HTMLElement;
  bar.update({ reason: 'The server cannot be reached.', lastSeenAt: new Date(2026, 10, 20, 17, 16) });
  expect(dom.textContent).toContain('The server cannot be reached. Last heard from at 17:16.');
  dom.querySelector('button')?.click();
  expect(tryNow).toHaveBeenCalledOnce();
  bar.update(null);
  expect(dom.hidden).toBe(true);
});

test('where the server was never heard from, no time is made up', () => {
  const bar = offlineBar(() => undefined);
  bar.update({ reason: 'The server cannot be reached.', lastSeenAt: null });
  expect(bar.dom.querySelector('p')?.textContent).toBe('The server cannot be reached.');
});
