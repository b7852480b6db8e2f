import { h, on } from '../lib/h.ts';

/** A button that opens something over the page. */
export function dialogButton(className: string, act: () => void): HTMLButtonElement {
  return on(h('button', { class: className, type: 'button', 'aria-haspopup': 'dialog' }), { click: act });
}
