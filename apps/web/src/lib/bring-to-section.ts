/** By these somebody goes elsewhere by themselves. */
const MOVES = ['wheel', 'touchstart', 'pointerdown', 'keydown', 'hashchange'] as const;

/**
 * Leads to the section that the address names, and keeps it in its place while others above it still come in: until
 * none is busy any more, or somebody goes elsewhere.
 */
export function bringToSection(page: Element, hash: string, signal: AbortSignal): void {
  const target = [...page.querySelectorAll('.panel')].find(({ id }) => `#${id}` === hash);
  if (target === undefined) return;
  const watcher = new MutationObserver(bring);
  const leaving = new AbortController();
  signal.addEventListener('abort', stop, { signal: leaving.signal });
  for (const move of MOVES) window.addEventListener(move, stop, { signal: leaving.signal, passive: true });
  watcher.observe(page, { subtree: true, attributeFilter: ['aria-busy'] });
  focusHeading(target);
  bring();

  function bring(): void {
    target?.scrollIntoView();
    if (page.querySelector('[aria-busy]') === null) stop();
  }

  function stop(): void {
    watcher.disconnect();
    leaving.abort();
  }
}

/** Whoever goes by keys, or hears the page, goes on from there. */
function focusHeading(section: Element): void {
  const heading = section.querySelector('h2');
  heading?.setAttribute('tabindex', '-1');
  heading?.focus({ preventScroll: true });
}
