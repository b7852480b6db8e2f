import type { createInvite } from '@bookchat/shared';
import { counted } from '../../lib/counted.ts';
import { on } from '../../lib/h.ts';
import { ask } from '../components/ask.ts';
import { choice, field, textField } from '../components/field.ts';
import { radioList } from '../components/radio-list.ts';
import { showOnce } from '../components/show-once.ts';
import type { OperatorsDesk } from '../desk.ts';
import { formatMoment } from '../lib/format-moment.ts';
import { isOwner, ROLE_WORDS } from '../lib/roles.ts';
import { inviteRooms } from './invite-rooms.ts';

const MOST_USES = 1_000;
const USUAL_HOURS = '168';

/** By their hours. */
const TIMES: readonly (readonly [hours: string, name: string])[] = [
  ['1', 'An hour'],
  ['24', 'A day'],
  ['72', '3 days'],
  [USUAL_HOURS, 'A week'],
  ['720', '30 days'],
];

/** Asks whom to invite and as what, and shows the link. */
export function askInvite(desk: OperatorsDesk, changed: () => void): void {
  const note = textField({ maxlength: 80, placeholder: 'For example: Carol' });
  const given = isOwner(desk.me) ? (['member', 'guest', 'admin'] as const) : (['member', 'guest'] as const);
  const roles = radioList(
    'They become',
    given.map((value) => ({ value, label: ROLE_WORDS[value][0], hint: ROLE_WORDS[value][1] })),
    'member',
  );
  const rooms = inviteRooms(desk);
  on(roles.dom, { change: () => rooms.show(roles.chosen()) });
  const uses = textField({ type: 'number', min: 1, max: MOST_USES, value: 1 });
  const time = choice(TIMES);
  time.value = USUAL_HOURS;
  ask(desk, {
    title: 'Invite somebody',
    parts: [
      field('For whom', note, 'So that you know it again; you may leave it out.'),
      roles.dom,
      rooms.dom,
      field('How many people may use it', uses),
      field('Good for', time),
    ],
    action: 'Make the link',
    doing: 'Making it…',
    check: () => rooms.check() ?? (isUses(Number(uses.value)) ? null : 'Choose between 1 and 1,000 people.'),
    async act() {
      const body = {
        role: roles.chosen(),
        note: note.value.trim(),
        rooms: rooms.chosen(),
        max_uses: Number(uses.value),
        expires_in_hours: Number(time.value),
      };
      const { invite, url } = await desk.run(() =>
        desk.call<typeof createInvite>('POST', '/api/system/invites', { body }),
      );
      changed();
      showOnce(desk, {
        title: 'The link to come in',
        name: 'Link',
        text: url,
        hint:
          `It is shown this once. It is good for ${counted(invite.max_uses, 'account')}, ` +
          `until ${formatMoment(new Date(invite.expires_at))}.`,
        action: 'I have kept it',
      });
    },
  });
}

function isUses(uses: number): boolean {
  return Number.isInteger(uses) && uses >= 1 && uses <= MOST_USES;
}
