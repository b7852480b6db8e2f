import { adoptStyle } from '../lib/adopt-style.ts';
import { h, on } from '../lib/h.ts';
import { svg } from '../lib/svg.ts';
import styles from './icon-button.css?inline';

adoptStyle(styles);

/** A round button that bears a drawing; what it does, its label says. */
export function iconButton(label: string, path: string, act: () => void): HTMLButtonElement {
  const dom = h('button', { class: 'icon-button', type: 'button', 'aria-label': label, title: label });
  dom.append(svg('0 0 24 24', 'icon', path));
  return on(dom, { click: () => act() });
}
