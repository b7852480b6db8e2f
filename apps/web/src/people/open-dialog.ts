import { adoptStyle } from '../lib/adopt-style.ts';
import { h, on } from '../lib/h.ts';
import { svg } from '../lib/svg.ts';
import styles from './people.css?inline';

const CROSS = 'M6 6L18 18M18 6L6 18';

adoptStyle(styles);

let count = 0;

export interface OpenDialog {
  readonly title: HTMLElement;
  readonly body: HTMLElement;
  /** Ends when it closes. */
  readonly open: AbortSignal;
  close(): void;
}

/** Opens a dialog that a cross, Escape and a press beside it close; the focus goes back to where it was. */
export function openDialog(className: string, signal: AbortSignal): OpenDialog {
  const id = `people-${++count}`;
  const title = h('h2', { class: 'people-dialog__title', id });
  const body = h('div', { class: 'people-dialog__body' });
  const cross = h('button', { class: 'people-dialog__close', type: 'button', 'aria-label': 'Close' });
  cross.append(svg('0 0 24 24', 'icon', CROSS));
  const page = h('div', { class: 'people-dialog__page' }, cross, title, body);
  const dom = h('dialog', { class: `people-dialog ${className}`, 'aria-labelledby': id }, page);
  const opener = document.activeElement;
  const closing = new AbortController();
  on(cross, { click: () => dom.close() });
  on(dom, { click: ({ target }) => target === dom && dom.close(), close: closed });
  signal.addEventListener('abort', closed, { signal: closing.signal });
  document.body.append(dom);
  dom.showModal();
  return { title, body, open: closing.signal, close: () => dom.close() };

  function closed(): void {
    closing.abort();
    dom.remove();
    // Not every browser remembers a button that was pressed with a pointer.
    if (document.activeElement === document.body && opener instanceof HTMLElement) opener.focus();
  }
}
