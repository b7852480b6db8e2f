import type { WatchedSecret } from '@bookchat/shared';
import { button } from '../../components/button.ts';
import { counted } from '../../lib/counted.ts';
import { h } from '../../lib/h.ts';
import { moment } from '../components/moment.ts';
import { type Records, type RowActions, records } from '../components/records.ts';
import type { Desk } from '../desk.ts';
import { askGithubToken } from './ask-github-token.ts';
import { keyState } from './key-states.ts';

/** The secrets that the server itself uses. */
export function secretRecords(desk: Desk, changed: () => void): Records<WatchedSecret> {
  return records<WatchedSecret>({
    caption: 'Secrets of the server',
    empty: 'None is watched.',
    keyOf: ({ name }) => name,
    columns: [
      {
        name: 'Secret',
        cell: ({ name, how_to_rotate }) =>
          h('span', {}, h('code', {}, name), h('br'), h('span', { class: 'quiet' }, how_to_rotate)),
      },
      { name: 'State', cell: keyState },
      {
        name: 'In use for',
        isNumber: true,
        cell: ({ age_days: days }) => (days === null ? '' : counted(days, 'day')),
      },
      { name: 'Ends', cell: (secret) => endOf(secret, desk.clock()) },
      {
        name: 'First seen',
        cell: ({ first_seen_at: at }) => (at === null ? '' : moment(at, desk.clock())),
      },
      { name: 'Rotations', isNumber: true, cell: ({ rotations }) => String(rotations) },
      {
        name: 'Last rotated',
        cell: ({ last_rotated_at: at }) => (at === null ? '' : moment(at, desk.clock())),
      },
      {
        name: 'Fingerprint',
        cell: ({ fingerprint }) => (fingerprint === null ? '' : h('code', {}, fingerprint)),
      },
    ],
    actions: (current) => secretActions(desk, current(), changed),
  });
}

function endOf({ status, expires_at }: WatchedSecret, now: Date): string | Node {
  if (status === 'not_set') return '';
  return expires_at === null ? 'Not known' : moment(expires_at, now);
}

function secretActions(
  desk: Desk,
  { name, rotates_here }: WatchedSecret,
  changed: () => void,
): RowActions<WatchedSecret> {
  const change = button('Change…', () => askGithubToken(desk, changed), 'quiet');
  change.append(h('span', { class: 'for-readers' }, ` ${name}`));
  return { parts: rotates_here ? [change] : [] };
}
