import { h } from '../lib/h.ts';
import { hueOf } from '../lib/hue.ts';
import { initials } from '../lib/initials.ts';
import './avatar.css';

/** A person's initials on a colour made from the name; the name itself stands beside it. */
export function avatar(name: string): HTMLElement {
  const element = h('span', { class: 'avatar', 'aria-hidden': 'true' }, initials(name));
  tint(element, name);
  return element;
}

/** Gives an element the person's own hue. */
export function tint(element: HTMLElement, name: string): void {
  element.style.setProperty('--hue', String(hueOf(name)));
}
