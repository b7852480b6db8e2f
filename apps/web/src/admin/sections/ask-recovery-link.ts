import type { ManagedPerson, makeRecoveryLink } from '@bookchat/shared';
import { h } from '../../lib/h.ts';
import { ask } from '../components/ask.ts';
import { showOnce } from '../components/show-once.ts';
import type { Desk } from '../desk.ts';
import { formatMoment } from '../lib/format-moment.ts';

/** Asks whether a link for a new password shall be made, and shows it. */
export function askRecoveryLink(desk: Desk, { id, name }: ManagedPerson): void {
  ask(desk, {
    title: `Make a recovery link for ${name}?`,
    parts: [
      h(
        'p',
        {},
        `Whoever has it can choose a new password and come in as ${name}. Be sure who asks, and give it to nobody else.`,
      ),
    ],
    action: 'Make the link',
    doing: 'Making it…',
    async act() {
      const { url, expires_at } = await desk.run(() =>
        desk.call<typeof makeRecoveryLink>('POST', '/api/system/people/:id/recovery-link', {
          params: { id },
        }),
      );
      showOnce(desk, {
        title: `The recovery link for ${name}`,
        name: 'Link',
        text: url,
        hint: `It is shown this once. It is good once, until ${formatMoment(new Date(expires_at))}.`,
        action: 'I have kept it',
      });
    },
  });
}
