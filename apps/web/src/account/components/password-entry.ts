import { h, on } from '../../lib/h.ts';
import { type Entry, entry } from './entry.ts';

export interface PasswordOptions {
  readonly label: string;
  readonly hint?: string;
  readonly autocomplete: 'current-password' | 'new-password';
  check(value: string): string | null;
}

/** A password, which one may have shown while one types it. */
export function passwordEntry({ autocomplete, ...options }: PasswordOptions): Entry {
  const words = h('span', { 'aria-hidden': 'true' }, 'Show');
  const show = h(
    'button',
    { class: 'entry__show', type: 'button', 'aria-label': `Show ${options.label.toLowerCase()}` },
    words,
  );
  show.ariaPressed = 'false';
  const all = entry({
    ...options,
    attributes: { type: 'password', autocomplete, class: 'field entry__field entry__field--secret' },
    end: show,
  });
  on(show, { click: toggle });
  return all;

  function toggle(): void {
    const isShown = all.input.type === 'text';
    all.input.type = isShown ? 'password' : 'text';
    show.ariaPressed = String(!isShown);
    words.textContent = isShown ? 'Show' : 'Hide';
  }
}
