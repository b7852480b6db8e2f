import { h } from '../lib/h.ts';
import './skeleton.css';

/** How many bubbles each group has, from top to bottom; those without a name are one's own. */
const GROUPS = [
  { bubbles: 2, named: true },
  { bubbles: 1, named: true },
  { bubbles: 1, named: false },
  { bubbles: 2, named: true },
] as const;

/** What comes within this time needs no stand-in. */
const APPEARS_AFTER_MS = 150;

/** Messages' shapes while they are on their way; the style shows them only when that takes a while. */
export function skeleton(groups: 2 | 4): HTMLElement {
  return appearing(
    h('div', { class: 'skeleton', 'aria-hidden': 'true' }, ...GROUPS.slice(-groups).map(group)),
  );
}

/** Shapes come after a while; where they take the place of others, nobody sees those go. */
export function appearing<E extends HTMLElement>(shapes: E): E {
  const [before] = document.querySelector('.appearing')?.getAnimations() ?? [];
  shapes.classList.add('appearing');
  shapes.style.animationDelay = `${APPEARS_AFTER_MS - Number(before?.currentTime ?? 0)}ms`;
  return shapes;
}

function group({ bubbles, named }: (typeof GROUPS)[number]): HTMLElement {
  const head = named ? [shape('avatar'), shape('name')] : [];
  const rest = Array.from({ length: bubbles }, () => shape('bubble'));
  return h('div', { class: `skeleton__group${named ? '' : ' skeleton__group--own'}` }, ...head, ...rest);
}

function shape(part: 'avatar' | 'name' | 'bubble'): HTMLElement {
  return h('div', { class: `skeleton__shape skeleton__${part}` });
}
