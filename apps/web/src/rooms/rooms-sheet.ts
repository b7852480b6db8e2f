import { adoptStyle } from '../lib/adopt-style.ts';
import { h, on } from '../lib/h.ts';
import { closeButton, overlay } from './overlay.ts';
import styles from './rooms-sheet.css?inline';

adoptStyle(styles);

/** The list over the conversation, where there is no room for it beside. A link in it closes it. */
export function roomsSheet(list: HTMLElement, signal: AbortSignal): { open(): void; close(): void } {
  const page = h('div', { class: 'rooms-sheet__page' });
  const dom = overlay('rooms-sheet', { 'aria-label': 'Rooms' }, closeButton(close), page);
  on(page, { click: ({ target }) => (target as Element).closest('a') !== null && close() });
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
