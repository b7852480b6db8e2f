import { h } from '../lib/h.ts';
import './skeleton.css';

/** How many bubbles each group has, from top to bottom; those without a name are one's own. */
const GROUPS = [
  { bubbles: 2, named: true },
  { bubbles: 1, named: true },
  { bubbles: 1, named: false },
  { bubbles: 2, named: true },
] as const;

/** Messages' shapes while they are on their way; the style shows them only when that takes a while. */
export function skeleton(groups: 2 | 4): HTMLElement {
  return h('div', { class: 'skeleton', 'aria-hidden': 'true' }, ...GROUPS.slice(-groups).map(group));
}

function group({ bubbles, named }: (typeof GROUPS)[number]): HTMLElement {
  const head = named ? [shape('avatar'), shape('name')] : [];
  const rest = Array.from({ length: bubbles }, () => shape('bubble'));
  return h('div', { class: `skeleton__group${named ? '' : ' skeleton__group--own'}` }, ...head, ...rest);
}

function shape(part: 'avatar' | 'name' | 'bubble'): HTMLElement {
  return h('div', { class: `skeleton__shape skeleton__${part}` });
}
