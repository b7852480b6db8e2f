import type { AnswerOf, Invite, listInvites, revokeInvite } from '@bookchat/shared';
import { button } from '../../components/button.ts';
import { counted } from '../../lib/counted.ts';
import { h } from '../../lib/h.ts';
import { ask } from '../components/ask.ts';
import { moment } from '../components/moment.ts';
import { type Panel, panel } from '../components/panel.ts';
import { type RowActions, records } from '../components/records.ts';
import { type Mood, stateMark } from '../components/state-mark.ts';
import { tools } from '../components/tools.ts';
import type { OperatorsDesk } from '../desk.ts';
import { addStyle } from '../lib/page-style.ts';
import { mayManage, roleName } from '../lib/roles.ts';
import { askInvite } from './ask-invite.ts';
import styles from './invites-section.css?inline';

addStyle(styles);

const INTERVAL_MS = 10_000;
const BY_TOKEN = 'the admin token';

const STATES: Readonly<Record<Invite['status'], readonly [Mood, string]>> = {
  open: ['good', 'Open'],
  used_up: ['off', 'Used up'],
  expired: ['off', 'Expired'],
  revoked: ['off', 'Revoked'],
};

type Invites = AnswerOf<typeof listInvites>['invites'];

/** The links that let people in. */
export function invitesSection(desk: OperatorsDesk): Panel {
  const create = button('Invite somebody…', () => askInvite(desk, () => shown.nudge()));
  const table = records<Invite>({
    caption: 'Invites',
    empty: 'No invites yet. With the link of one, people make their account.',
    keyOf: ({ id }) => id,
    columns: [
      { name: 'For', cell: (invite) => whomFor(invite) },
      { name: 'Rooms', cell: roomsOf },
      { name: 'State', cell: ({ status }) => stateMark(...STATES[status]) },
      { name: 'Used', isNumber: true, cell: ({ uses, max_uses }) => `${uses} of ${max_uses}` },
      { name: 'Ends', cell: (invite) => endOf(invite, desk.clock()) },
      { name: 'Made', cell: ({ created_at }) => moment(created_at, desk.clock()) },
      { name: 'By', cell: ({ created_by }) => created_by ?? BY_TOKEN },
    ],
    actions: (current) => inviteActions(desk, current(), () => shown.nudge()),
  });
  const shown = panel<Invites>(desk, {
    id: 'invites',
    name: 'Invites',
    intervalMs: INTERVAL_MS,
    load: async (signal) =>
      (await desk.call<typeof listInvites>('GET', '/api/system/invites', { signal })).invites,
    conclude,
    parts: [tools(create), table.dom],
    show: table.update,
  });
  return shown;
}

function conclude(invites: Invites): string {
  const open = invites.filter(({ status }) => status === 'open').length;
  return open === 0 ? 'None open' : `${open} open`;
}

function whomFor({ note, role }: Invite): HTMLElement {
  const name = note === '' ? 'Whoever has it' : note;
  return h(
    'span',
    { class: 'invite__whom' },
    h('strong', {}, name),
    h('br'),
    h('span', { class: 'quiet' }, `becomes ${articleOf(role)}`),
  );
}

/** Members see what is open anyway; of private rooms of which the reader is not told they see how many. */
function roomsOf({ role, rooms, other_rooms }: Invite): string | HTMLElement {
  const parts = [
    ...rooms.map((name) => h('span', { class: 'invite__room' }, name)),
    ...(other_rooms === 0 ? [] : [counted(other_rooms, 'private room')]),
  ];
  if (parts.length === 0) return role === 'guest' ? 'None any more' : 'All open ones';
  return h('span', {}, role === 'guest' ? '' : 'All open ones, and ', ...withCommas(parts));
}

function withCommas(parts: readonly (Node | string)[]): (Node | string)[] {
  return parts.flatMap((part, index) => (index === 0 ? [part] : [', ', part]));
}

function articleOf(role: Invite['role']): string {
  const name = roleName(role).toLowerCase();
  return /^[ao]/.test(name) ? `an ${name}` : `a ${name}`;
}

function endOf({ status, expires_at, revoked_at }: Invite, now: Date): string | Node {
  if (status === 'used_up') return '';
  return moment(revoked_at ?? expires_at, now);
}

function inviteActions(desk: OperatorsDesk, invite: Invite, changed: () => void): RowActions<Invite> {
  const { id, note } = invite;
  const of = note === '' ? 'this invite' : `the invite for ${note}`;
  const revoke = button('Revoke…', askRevocation, 'quiet');
  revoke.append(h('span', { class: 'for-readers' }, ` ${of}`));
  return {
    parts: [revoke],
    update({ status, role }) {
      revoke.hidden = status !== 'open' || !mayManage(desk.me, { role });
    },
  };

  function askRevocation(): void {
    ask(desk, {
      title: `Revoke ${of}?`,
      isGrave: true,
      parts: [h('p', {}, 'Nobody comes in by it any more. Whoever came already stays.')],
      action: 'Revoke',
      doing: 'Revoking…',
      async act() {
        await desk.run(() =>
          desk.call<typeof revokeInvite>('DELETE', '/api/system/invites/:id', { params: { id } }),
        );
        desk.tell('The invite is revoked.');
        changed();
      },
    });
  }
}
