import { h, on } from '../lib/h.ts';
import './button.css';

export function button(label: string, act: () => void, look: 'full' | 'quiet' = 'full'): HTMLButtonElement {
  return on(h('button', { class: `button button--${look}`, type: 'button' }, label), { click: act });
}
