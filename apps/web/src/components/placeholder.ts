import { h } from '../lib/h.ts';
import './placeholder.css';

/** What stands where there is nothing to show: a line drawing, a sentence, and one thing to do. */
export function placeholder(
  drawing: Element,
  sentence: Node | string,
  action: HTMLElement | null,
  tag: 'p' | 'h1' = 'p',
): HTMLElement {
  return h(
    'div',
    { class: 'placeholder' },
    drawing,
    h(tag, { class: 'placeholder__sentence' }, sentence),
    action,
  );
}
