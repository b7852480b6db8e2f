import { h, on } from '../lib/h.ts';
import { svg } from '../lib/svg.ts';

const CROSS = 'M6 6L18 18M18 6L6 18';

/** The list over the conversation, where there is no room for it beside. A link in it closes it. */
export function roomsSheet(list: HTMLElement, signal: AbortSignal): { open(): void; close(): void } {
  const cross = h('button', { class: 'rooms-sheet__close', type: 'button', 'aria-label': 'Close' });
  cross.append(svg('0 0 24 24', 'icon', CROSS));
  const page = h('div', { class: 'rooms-sheet__page' });
  const dom = h('dialog', { class: 'rooms-sheet', 'aria-label': 'Rooms' }, cross, page);
  on(cross, { click: close });
  on(page, { click: ({ target }) => (target as Element).closest('a') !== null && close() });
  on(dom, { click: ({ target }) => target === dom && close() });
  document.body.append(dom);
  signal.addEventListener('abort', () => dom.remove());
  return { open, close };

  function open(): void {
    if (dom.open) return;
    page.replaceChildren(list);
    dom.showModal();
    list.querySelector<HTMLElement>('[aria-current]')?.focus();
  }

  function close(): void {
    if (dom.open) dom.close();
  }
}
