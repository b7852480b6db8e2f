import { afterEach, expect, test, vi } from 'vitest';
import { watchPresence } from './watch-presence.ts';

afterEach(() => vi.restoreAllMocks());

function watch() {
  const poller = { resume: vi.fn(), pause: vi.fn(), nudge: vi.fn(), stop: vi.fn() };
  const leaving = new AbortController();
  watchPresence(poller, leaving.signal);
  return { poller, leaving };
}

test('a visible page polls, a hidden one rests', () => {
  const { poller, leaving } = watch();
  expect(poller.resume).toHaveBeenCalledOnce();
  vi.spyOn(document, 'hidden', 'get').mockReturnValue(true);
  document.dispatchEvent(new Event('visibilitychange'));
  expect(poller.pause).toHaveBeenCalledOnce();
  leaving.abort();
});

test.each(['focus', 'online', 'offline'])('%s makes the page poll at once', (name) => {
  const { poller, leaving } = watch();
  window.dispatchEvent(new Event(name));
  expect(poller.nudge).toHaveBeenCalledOnce();
  leaving.abort();
});

test('a page that is left stops, and hears no more', () => {
  const { poller, leaving } = watch();
  leaving.abort();
  window.dispatchEvent(new Event('focus'));
  expect(poller.stop).toHaveBeenCalledOnce();
  expect(poller.nudge).not.toHaveBeenCalled();
});
