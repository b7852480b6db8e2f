import type { Poller } from './poller.ts';

/** Lets a poller run while the page is visible, and poll at once when somebody comes back to it or the network does. */
export function watchPresence(poller: Poller, signal: AbortSignal): void {
  const follow = () => (document.hidden ? poller.pause() : poller.resume());
  document.addEventListener('visibilitychange', follow, { signal });
  for (const event of ['focus', 'online', 'offline', 'pageshow']) {
    window.addEventListener(event, () => poller.nudge(), { signal });
  }
  signal.addEventListener('abort', () => poller.stop());
  follow();
}
