import type { History } from '../stores/history.ts';

/** History is fetched while there is still this much of it to scroll through. */
const PRELOAD_PX = 1_000;

/** Fetches the next page on the side that the reader comes near to; one at a time. */
export function preloader(scroller: Element, history: History, signal: AbortSignal): () => Promise<void> {
  let loading = false;
  return preload;

  async function preload(): Promise<void> {
    const load = whatIsNear();
    if (loading || load === null) return;
    loading = true;
    const loaded = await load(signal).then(
      () => true,
      // The server is away, as the offline bar says; the next scroll tries again.
      () => false,
    );
    loading = false;
    if (loaded) await preload();
  }

  function whatIsNear(): ((signal: AbortSignal) => Promise<void>) | null {
    // A frame that is not laid out is near to everything, and would load for ever.
    if (scroller.clientHeight === 0) return null;
    const { hasOlder, hasNewer } = history.get();
    if (hasOlder && scroller.scrollTop < PRELOAD_PX) return history.loadOlder;
    const toEnd = scroller.scrollHeight - scroller.clientHeight - scroller.scrollTop;
    return hasNewer && toEnd < PRELOAD_PX ? history.loadNewer : null;
  }
}
