import type { MintedApiKey } from '@bookchat/shared';
import { showOnce } from '../components/show-once.ts';
import type { Desk } from '../desk.ts';

/** Shows the secret of a key, which the server will not say again. */
export function showSecret(desk: Desk, { key, secret }: MintedApiKey): void {
  showOnce(desk, {
    title: `The secret of “${key.name}”`,
    name: 'Secret',
    text: secret,
    hint: 'It is shown this once. Keep it where your program finds it.',
    action: 'I have kept it',
  });
}
