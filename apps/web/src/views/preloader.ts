import { retryAfterMs } from '../api-error.ts';
import { onChange } from '../lib/on-change.ts';
import { retryDelayMs } from '../lib/retry-delay.ts';
import type { History, Side } from '../stores/history.ts';
import { isFull } from '../stores/history-window.ts';
import type { Sync } from '../stores/sync.ts';

/** History is fetched while there is still this much of it to scroll through. */
const PRELOAD_PX = 1_000;

export interface Preloader {
  preload(): void;
  /** Asks at once for a page that could not be had, rather than when its time has come. */
  tryAgain(): void;
}

/** Fetches the next page on the side that the reader comes near to, one at a time and until it is there. */
export function preloader(
  scroller: Element,
  history: History,
  sync: Pick<Sync, 'get' | 'subscribe'>,
  signal: AbortSignal,
): Preloader {
  let loading = false;
  let failures = 0;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let restedAtPx = -1;
  signal.addEventListener('abort', () => clearTimeout(retry));
  onChange(
    sync,
    ({ connection }) => connection.kind,
    (now) => now === 'online' && tryAgain(),
    signal,
  );
  return { preload, tryAgain };

  function preload(): void {
    const side = nearSide();
    if (loading || retry !== undefined || side === null) return;
    loading = true;
    void history.loadPage(side, signal).then(loaded, failed);
  }

  function loaded(): void {
    loading = false;
    failures = 0;
    restedAtPx = scroller.scrollTop;
    preload();
  }

  function failed(error: unknown): void {
    loading = false;
    failures++;
    // History says why; here it is only a matter of when.
    const delayMs = Math.max(retryDelayMs(failures, Math.random), retryAfterMs(error));
    if (!signal.aborted) retry = setTimeout(tryAgain, delayMs);
  }

  function tryAgain(): void {
    clearTimeout(retry);
    retry = undefined;
    preload();
  }

  function nearSide(): Side | null {
    // A frame that is not laid out is near to everything, and would load for ever.
    if (scroller.clientHeight === 0) return null;
    const state = history.get();
    const toEnd = scroller.scrollHeight - scroller.clientHeight - scroller.scrollTop;
    if (isFull(state) && scroller.scrollTop === restedAtPx) return null;
    if (state.hasOlder && isNear(scroller.scrollTop, toEnd)) return 'older';
    return state.hasNewer && isNear(toEnd, scroller.scrollTop) ? 'newer' : null;
  }

  /**
   * To a full stretch a page comes only on the nearer side, and one for each move of the reader: where
   * all that is held is low enough to be near on both sides, the two would drive each other out for ever.
   */
  function isNear(px: number, toOtherSide: number): boolean {
    return px < PRELOAD_PX && (px < toOtherSide || !isFull(history.get()));
  }
}
