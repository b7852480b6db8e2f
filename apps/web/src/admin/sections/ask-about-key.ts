import type { ApiKey, revokeKey, rotateKey } from '@bookchat/shared';
import { h } from '../../lib/h.ts';
import { ask } from '../components/ask.ts';
import { field, textField } from '../components/field.ts';
import type { Desk } from '../desk.ts';
import { showSecret } from './show-secret.ts';

const MOST_OVERLAP_HOURS = 168;
const USUAL_OVERLAP_HOURS = 24;

/** Gives a key another secret; the old one goes on for a while. */
export function askRotation(desk: Desk, { id, name }: ApiKey, changed: () => void): void {
  const hours = textField({
    type: 'number',
    min: 0,
    max: MOST_OVERLAP_HOURS,
    value: USUAL_OVERLAP_HOURS,
  });
  ask(desk, {
    title: `Give “${name}” a new secret?`,
    parts: [
      field(
        'Hours for which the old one is still taken',
        hours,
        'So that no request is lost while the program changes over.',
      ),
    ],
    action: 'Rotate',
    doing: 'Rotating…',
    check: () => (isHours(hours.value) ? null : `Choose between 0 and ${MOST_OVERLAP_HOURS} hours.`),
    async act() {
      const body = { overlap_hours: Number(hours.value) };
      const minted = await desk.run(() =>
        desk.call<typeof rotateKey>('POST', '/api/system/keys/:id/rotate', { params: { id }, body }),
      );
      changed();
      showSecret(desk, minted);
    },
  });
}

export function askRevocation(desk: Desk, { id, name }: ApiKey, changed: () => void): void {
  ask(desk, {
    title: `Revoke “${name}”?`,
    isGrave: true,
    parts: [h('p', {}, 'Whatever uses it is refused from now on. This cannot be undone.')],
    action: 'Revoke',
    doing: 'Revoking…',
    async act() {
      await desk.run(() => desk.call<typeof revokeKey>('DELETE', '/api/system/keys/:id', { params: { id } }));
      desk.tell(`The key “${name}” is revoked.`);
      changed();
    },
  });
}

function isHours(text: string): boolean {
  const hours = Number(text);
  return text !== '' && Number.isInteger(hours) && hours >= 0 && hours <= MOST_OVERLAP_HOURS;
}
