import type { ManagedPerson, mutePerson } from '@bookchat/shared';
import { h } from '../../lib/h.ts';
import { ask } from '../components/ask.ts';
import { choice, field } from '../components/field.ts';
import { reasonField } from '../components/reason-field.ts';
import type { Desk } from '../desk.ts';

const HOUR = 60;
const DAY = 24 * HOUR;

/** By their minutes. */
const TIMES: readonly (readonly [minutes: string, name: string])[] = [
  ['15', '15 minutes'],
  [String(HOUR), 'An hour'],
  [String(DAY), 'A day'],
  [String(7 * DAY), 'A week'],
  [String(30 * DAY), '30 days'],
  [String(365 * DAY), 'A year'],
];

/** Asks for how long somebody shall not write. */
export function askMute(desk: Desk, { id, name }: ManagedPerson, changed: () => void): void {
  const time = choice(TIMES);
  time.value = String(HOUR);
  const reason = reasonField('They read it where they would write.');
  ask(desk, {
    title: `Mute ${name}?`,
    parts: [
      h('p', {}, 'They can read, and are told until when they cannot write, and why.'),
      field('For how long', time),
      reason.dom,
    ],
    action: 'Mute',
    doing: 'Muting…',
    check: reason.check,
    async act() {
      await mute(desk, id, Number(time.value), reason.value());
      desk.tell(`${name} is muted.`);
      changed();
    },
  });
}

/** Asks whether somebody may write again before their time. */
export function askUnmute(desk: Desk, { id, name }: ManagedPerson, changed: () => void): void {
  const reason = reasonField('They are not told it.');
  ask(desk, {
    title: `Let ${name} write again?`,
    parts: [reason.dom],
    action: 'Unmute',
    doing: 'Unmuting…',
    check: reason.check,
    async act() {
      await mute(desk, id, 0, reason.value());
      desk.tell(`${name} may write again.`);
      changed();
    },
  });
}

async function mute(desk: Desk, id: string, minutes: number, reason: string): Promise<void> {
  await desk.run(() =>
    desk.call<typeof mutePerson>('POST', '/api/system/people/:id/mute', {
      params: { id },
      body: { minutes, reason },
    }),
  );
}
