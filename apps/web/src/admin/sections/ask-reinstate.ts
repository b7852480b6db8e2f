import type { ManagedPerson, reinstatePerson } from '@bookchat/shared';
import { h } from '../../lib/h.ts';
import { ask } from '../components/ask.ts';
import type { Desk } from '../desk.ts';

/** Asks whether somebody who was suspended may come in again. */
export function askReinstate(desk: Desk, person: ManagedPerson, changed: () => void): void {
  const { id, name, messages_hidden, muted_until } = person;
  const isMuted = muted_until !== null && new Date(muted_until) > desk.clock();
  ask(desk, {
    title: `Let ${name} in again?`,
    parts: [
      h('p', {}, messages_hidden ? 'What was hidden of theirs is shown again.' : 'They sign in as before.'),
      ...(isMuted ? [h('p', {}, 'They stay muted until the time for which they were is over.')] : []),
    ],
    action: 'Reinstate',
    doing: 'Reinstating…',
    async act() {
      await desk.run(() =>
        desk.call<typeof reinstatePerson>('POST', '/api/system/people/:id/reinstate', { params: { id } }),
      );
      desk.tell(`${name} may sign in again.`);
      changed();
    },
  });
}
