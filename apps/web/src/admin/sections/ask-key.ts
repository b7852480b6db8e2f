import type { ApiKeyScope, createKey } from '@bookchat/shared';
import { h } from '../../lib/h.ts';
import { ask } from '../components/ask.ts';
import { field, textField, tickBox } from '../components/field.ts';
import type { Desk } from '../desk.ts';
import { roomsOfKey } from './rooms-of-key.ts';
import { showSecret } from './show-secret.ts';

const MOST_DAYS = 365;
const USUAL_DAYS = 90;

const SCOPES: readonly (readonly [ApiKeyScope, string])[] = [
  ['read', 'Read the chat'],
  ['write', 'Write messages'],
  ['monitor', 'Read figures, health and lists of this page'],
  ['admin', 'Do everything on this page'],
];

/** Asks what a new key shall be for, and shows its secret. */
export function askKey(desk: Desk, changed: () => void): void {
  const name = textField({ maxlength: 80, placeholder: 'For example: nightly report' });
  const days = textField({ type: 'number', min: 1, max: MOST_DAYS, value: USUAL_DAYS });
  const rooms = roomsOfKey();
  const boxes = SCOPES.map(([scope, label]) => ({ scope, ...tickBox(label, { checked: scope === 'read' }) }));
  const chosen = () => boxes.filter(({ input }) => input.checked).map(({ scope }) => scope);
  ask(desk, {
    title: 'Make a key',
    parts: [
      field('Name', name),
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
    check: () => rooms.whatIsWrong() ?? whatIsMissing(name.value, chosen(), Number(days.value)),
    async act() {
      const body = {
        name: name.value,
        scopes: chosen(),
        ...rooms.body(),
        expires_in_days: Number(days.value),
      };
      const minted = await desk.run(() => desk.call<typeof createKey>('POST', '/api/system/keys', { body }));
      changed();
      showSecret(desk, minted);
    },
  });
}

function whatIsMissing(name: string, scopes: readonly ApiKeyScope[], days: number): string | null {
  if (name.trim() === '') return 'Give it a name, so that you know it again.';
  if (scopes.length === 0) return 'Choose what it may do.';
  return Number.isInteger(days) && days >= 1 && days <= MOST_DAYS
    ? null
    : `Choose between 1 and ${MOST_DAYS} days.`;
}
