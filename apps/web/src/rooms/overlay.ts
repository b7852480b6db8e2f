import { adoptStyle } from '../lib/adopt-style.ts';
import { h, on } from '../lib/h.ts';
import { svg } from '../lib/svg.ts';
import styles from './overlay.css?inline';

adoptStyle(styles);

const CROSS = 'M6 6L18 18M18 6L6 18';

/** A dialog of its own look over the page: closes where it is pressed beside what it holds. */
export function overlay(
  className: string,
  attributes: Readonly<Record<string, string>>,
  ...parts: readonly Element[]
): HTMLDialogElement {
  const dom = h('dialog', { class: `overlay ${className}`, ...attributes }, ...parts);
  return on(dom, { click: ({ target }) => target === dom && dom.close() });
}

export function closeButton(close: () => void): HTMLButtonElement {
  const dom = h('button', { class: 'overlay__close', type: 'button', 'aria-label': 'Close' });
  dom.append(svg('0 0 24 24', 'icon', CROSS));
  return on(dom, { click: close });
}
