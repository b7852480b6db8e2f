import { h } from '../lib/h.ts';
import './tip.css';

/** Words that a glance does without: read by screen readers, and shown where the owner's style says when. */
export function tip(className: string): HTMLElement {
  return h('span', { class: `tip ${className}` });
}
