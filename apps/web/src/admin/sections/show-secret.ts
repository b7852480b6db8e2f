import type { MintedApiKey } from '@bookchat/shared';
import { h } from '../../lib/h.ts';
import { ask } from '../components/ask.ts';
import { deed } from '../components/deed.ts';
import type { Desk } from '../desk.ts';
import { addStyle } from '../lib/page-style.ts';
import styles from './show-secret.css?inline';

addStyle(styles);

/** Shows the secret of a key, which the server will not say again. */
export function showSecret(desk: Desk, { key, secret }: MintedApiKey): void {
  const shown = h('textarea', {
    class: 'field labelled__field secret',
    readonly: true,
    spellcheck: 'false',
    rows: 1,
    'aria-label': 'Secret',
  });
  shown.value = secret;
  const copy = deed(desk, {
    label: 'Copy',
    doing: 'Copying…',
    act: async () => {
      shown.select();
      try {
        await navigator.clipboard.writeText(secret);
        return 'Copied.';
      } catch {
        return 'Your browser does not let it: the text is selected, copy it yourself.';
      }
    },
  });
  ask(desk, {
    title: `The secret of “${key.name}”`,
    parts: [
      h('p', {}, 'It is shown this once. Keep it where your program finds it.'),
      h('div', { class: 'secret__row' }, shown, copy.dom),
    ],
    action: 'I have kept it',
    doing: '',
    isFinal: true,
    act: async () => undefined,
  });
}
