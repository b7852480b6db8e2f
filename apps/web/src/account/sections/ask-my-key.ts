import { type createMyKey, newNameSchema } from '@bookchat/shared';
import { ask } from '../../admin/components/ask.ts';
import { field, textField, tickBox } from '../../admin/components/field.ts';
import { roomsOfKey } from '../../admin/sections/rooms-of-key.ts';
import { showSecret } from '../../admin/sections/show-secret.ts';
import { h } from '../../lib/h.ts';
import { whyNot } from '../../lib/why-not.ts';
import type { AccountDesk } from '../account-desk.ts';

const MOST_DAYS = 365;
const USUAL_DAYS = 90;

const SCOPES = [
  ['read', 'Read the chat'],
  ['write', 'Write messages, under the name of the key'],
] as const;

/** Asks what a new key of one's own shall be for, and shows its secret. */
export function askMyKey(desk: AccountDesk, changed: () => void): void {
  const name = textField({ placeholder: 'For example: weather bot' });
  const days = textField({ type: 'number', min: 1, max: MOST_DAYS, value: USUAL_DAYS });
  const rooms = roomsOfKey();
  const boxes = SCOPES.map(([scope, words]) => ({ scope, ...tickBox(words, { checked: scope === 'read' }) }));
  const chosen = () => boxes.filter(({ input }) => input.checked).map(({ scope }) => scope);
  ask(desk, {
    title: 'Make a key',
    parts: [
      field('Name', name, 'What others see beside its messages; nobody else may have it.'),
      h(
        'fieldset',
        { class: 'ticks' },
        h('legend', { class: 'labelled__label' }, 'It may'),
        ...boxes.map(({ dom }) => dom),
      ),
      rooms.dom,
      field('Days until it ends', days),
    ],
    action: 'Make the key',
    doing: 'Making it…',
    check: () => rooms.whatIsWrong() ?? whatIsMissing(name.value, chosen().length, Number(days.value)),
    async act() {
      const body = {
        name: name.value,
        scopes: chosen(),
        ...rooms.body(),
        expires_in_days: Number(days.value),
      };
      const minted = await desk.run(() => desk.call<typeof createMyKey>('POST', '/api/me/keys', { body }));
      changed();
      showSecret(desk, minted);
    },
  });
}

function whatIsMissing(name: string, scopes: number, days: number): string | null {
  const wrong = whyNot(newNameSchema, name);
  if (wrong !== null) return wrong;
  if (scopes === 0) return 'Choose what it may do.';
  return Number.isInteger(days) && days >= 1 && days <= MOST_DAYS
    ? null
    : `Choose between 1 and ${MOST_DAYS} days.`;
}
