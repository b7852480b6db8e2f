import type { AnswerOf, ApiKey, listMyKeys, revokeMyKey, rotateMyKey } from '@bookchat/shared';
import { ask } from '../../admin/components/ask.ts';
import { moment } from '../../admin/components/moment.ts';
import { panel } from '../../admin/components/panel.ts';
import { type RowActions, records } from '../../admin/components/records.ts';
import { type Mood, stateMark } from '../../admin/components/state-mark.ts';
import { tools } from '../../admin/components/tools.ts';
import { describeReach } from '../../admin/sections/rooms-of-key.ts';
import { showSecret } from '../../admin/sections/show-secret.ts';
import { button } from '../../components/button.ts';
import { counted } from '../../lib/counted.ts';
import { h } from '../../lib/h.ts';
import type { AccountDesk } from '../account-desk.ts';
import { askMyKey } from './ask-my-key.ts';

const INTERVAL_MS = 30_000;

const STATES: Readonly<Record<ApiKey['status'], readonly [Mood, string]>> = {
  active: ['good', 'Good'],
  rotation_due: ['warn', 'Rotate it'],
  expiring: ['warn', 'Ends soon'],
  expired: ['bad', 'Expired'],
  revoked: ['off', 'Revoked'],
};

/** Keys with which one's own programs read and write here. */
export function keysSection(desk: AccountDesk): HTMLElement {
  const list = records<ApiKey>({
    caption: 'Your API keys',
    empty: 'None. A program of yours that reads or writes here needs one.',
    keyOf: ({ id }) => id,
    columns: [
      { name: 'Key', cell: nameOf },
      { name: 'State', cell: ({ status }) => stateMark(...STATES[status]) },
      {
        name: 'Ends',
        cell: ({ status, expires_at: at }) => (status === 'revoked' ? '' : moment(at, desk.clock())),
      },
      {
        name: 'Last used',
        cell: ({ last_used_at: at }) => (at === null ? 'Never' : moment(at, desk.clock())),
      },
    ],
    actions: (current) => keyActions(desk, current(), () => shown.nudge()),
  });
  const make = button('Make a key…', () => askMyKey(desk, () => shown.nudge()), 'quiet');
  const shown = panel<AnswerOf<typeof listMyKeys>>(desk, {
    id: 'keys',
    name: 'API keys',
    intervalMs: INTERVAL_MS,
    load: (signal) => desk.call<typeof listMyKeys>('GET', '/api/me/keys', { signal }),
    conclude: ({ keys }) => conclude(keys.filter(isInUse).length),
    parts: [list.dom, tools(make)],
    show: ({ keys }) => list.update(keys),
  });
  return shown.dom;
}

function conclude(inUse: number): string {
  return inUse === 0 ? 'For programs of yours' : `${counted(inUse, 'key')} for programs of yours`;
}

function isInUse({ status }: ApiKey): boolean {
  return status !== 'revoked' && status !== 'expired';
}

function nameOf(key: ApiKey): Node {
  return h('span', {}, h('strong', {}, key.name), h('br'), h('span', { class: 'quiet' }, describeReach(key)));
}

function keyActions(desk: AccountDesk, { id, name }: ApiKey, changed: () => void): RowActions<ApiKey> {
  const params = { id };
  const rotate = button('Rotate…', askRotation, 'quiet');
  const revoke = button('Revoke…', askRevocation, 'quiet');
  for (const each of [rotate, revoke]) each.append(h('span', { class: 'for-readers' }, ` key ${name}`));
  return {
    parts: [rotate, revoke],
    update(key) {
      rotate.hidden = !isInUse(key);
      revoke.hidden = key.status === 'revoked';
    },
  };

  function askRotation(): void {
    ask(desk, {
      title: `Give “${name}” a new secret?`,
      parts: [h('p', {}, 'The old one is taken for another 24 hours, so that your program can change over.')],
      action: 'Rotate',
      doing: 'Rotating…',
      async act() {
        const minted = await desk.run(() =>
          desk.call<typeof rotateMyKey>('POST', '/api/me/keys/:id/rotate', { params }),
        );
        changed();
        showSecret(desk, minted);
      },
    });
  }

  function askRevocation(): void {
    ask(desk, {
      title: `Revoke “${name}”?`,
      isGrave: true,
      parts: [h('p', {}, 'Whatever uses it is refused from now on. This cannot be undone.')],
      action: 'Revoke',
      doing: 'Revoking…',
      async act() {
        await desk.run(() => desk.call<typeof revokeMyKey>('DELETE', '/api/me/keys/:id', { params }));
        desk.tell(`The key “${name}” is revoked.`);
        changed();
      },
    });
  }
}
