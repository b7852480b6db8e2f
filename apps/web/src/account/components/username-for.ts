import { h } from '../../lib/h.ts';

/** Tells a password manager whose password it is. */
export function usernameFor(name: string): HTMLElement {
  return h('input', { type: 'text', autocomplete: 'username', value: name, hidden: true, readonly: true });
}
