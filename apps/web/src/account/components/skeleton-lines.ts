import { h } from '../../lib/h.ts';
import '../../components/skeleton.css';

/** What is read is on its way. */
export function skeletonLines(): HTMLElement {
  return h(
    'div',
    { class: 'skeleton-lines', 'aria-hidden': 'true' },
    ...[1, 2, 3].map(() => h('div', { class: 'skeleton__shape' })),
  );
}
