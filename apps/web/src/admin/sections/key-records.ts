import type { ApiKey } from '@bookchat/shared';
import { button } from '../../components/button.ts';
import { counted } from '../../lib/counted.ts';
import { h } from '../../lib/h.ts';
import { moment } from '../components/moment.ts';
import { type Records, type RowActions, records } from '../components/records.ts';
import type { Desk } from '../desk.ts';
import { askRevocation, askRotation } from './ask-about-key.ts';
import { keyState } from './key-states.ts';
import { describeReach } from './rooms-of-key.ts';

const DAY_MS = 86_400_000;

/** The keys of programs that use the API. */
export function keyRecords(desk: Desk, changed: () => void): Records<ApiKey> {
  return records<ApiKey>({
    caption: 'API keys',
    empty: 'No keys yet. A program that uses the API needs one.',
    keyOf: ({ id }) => id,
    columns: [
      {
        name: 'Key',
        cell: (key) =>
          h(
            'span',
            {},
            h('strong', {}, key.name),
            ...(key.owner === null ? [] : [' of ', h('bdi', {}, key.owner)]),
            h('br'),
            h('span', { class: 'quiet' }, describeReach(key)),
          ),
      },
      { name: 'State', cell: keyState },
      {
        name: 'Ends',
        cell: ({ status, expires_at }) => (status === 'revoked' ? '' : moment(expires_at, desk.clock())),
      },
      {
        name: 'In use for',
        isNumber: true,
        cell: ({ rotated_at, created_at }) =>
          counted(daysSince(rotated_at ?? created_at, desk.clock()), 'day'),
      },
      {
        name: 'Last used',
        cell: ({ last_used_at: at }) => (at === null ? 'Never' : moment(at, desk.clock())),
      },
      { name: 'Rotated', cell: (key) => rotated(key, desk.clock()) },
    ],
    actions: (current) => keyActions(desk, current, changed),
  });
}

function daysSince(at: string, now: Date): number {
  return Math.max(0, Math.floor((now.getTime() - Date.parse(at)) / DAY_MS));
}

function rotated({ rotated_at, previous_valid_until: until }: ApiKey, now: Date): string | Node {
  if (rotated_at === null) return 'Not yet';
  const at = moment(rotated_at, now);
  if (until === null || new Date(until) <= now) return at;
  return h('span', {}, at, h('br'), h('span', { class: 'quiet' }, 'the old one ends ', moment(until, now)));
}

function keyActions(desk: Desk, current: () => ApiKey, changed: () => void): RowActions<ApiKey> {
  const rotate = button('Rotate…', () => askRotation(desk, current(), changed), 'quiet');
  const revoke = button('Revoke…', () => askRevocation(desk, current(), changed), 'quiet');
  for (const each of [rotate, revoke])
    each.append(h('span', { class: 'for-readers' }, ` key ${current().name}`));
  return {
    parts: [rotate, revoke],
    update({ status }) {
      rotate.hidden = status === 'revoked' || status === 'expired';
      revoke.hidden = status === 'revoked';
    },
  };
}
