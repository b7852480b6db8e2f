import type { AnswerOf, ApiKey, listKeys, revokeKey, rotateKey, WatchedSecret } from '@bookchat/shared';
import { button } from '../../components/button.ts';
import { counted } from '../../lib/counted.ts';
import { h } from '../../lib/h.ts';
import { ask } from '../components/ask.ts';
import { field, textField } from '../components/field.ts';
import { moment } from '../components/moment.ts';
import { type Panel, panel } from '../components/panel.ts';
import { type RowActions, records } from '../components/records.ts';
import { type Mood, stateMark } from '../components/state-mark.ts';
import { tools } from '../components/tools.ts';
import type { Desk } from '../desk.ts';
import { askGithubToken } from './ask-github-token.ts';
import { askKey } from './ask-key.ts';
import { describeReach } from './rooms-of-key.ts';
import { showSecret } from './show-secret.ts';

const INTERVAL_MS = 10_000;
const MOST_OVERLAP_HOURS = 168;
const USUAL_OVERLAP_HOURS = 24;

const STATES: Readonly<Record<ApiKey['status'] | WatchedSecret['status'], readonly [Mood, string]>> = {
  active: ['good', 'Good'],
  rotation_due: ['warn', 'Rotate it'],
  expiring: ['warn', 'Ends soon'],
  expired: ['bad', 'Expired'],
  revoked: ['off', 'Revoked'],
  not_set: ['off', 'Not set'],
};

const ATTENTION: readonly Listed['status'][] = [
  'expired',
  'expiring',
  'rotation_due',
  'active',
  'not_set',
  'revoked',
];
/** After all times, as texts. */
const NO_END = '~';
const DAY_MS = 86_400_000;

type Listed = Pick<ApiKey | WatchedSecret, 'status' | 'expires_at'>;
type Keys = AnswerOf<typeof listKeys>;

/** Keys of programs that use the API, and the secrets that the server itself uses. */
export function keysSection(desk: Desk): Panel {
  const create = button('Make a key…', () => askKey(desk, () => shown.nudge()));
  const keys = records<ApiKey>({
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
      { name: 'State', cell: ({ status }) => stateMark(...STATES[status]) },
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
    actions: (current) => keyActions(desk, current, () => shown.nudge()),
  });
  const secrets = records<WatchedSecret>({
    caption: 'Secrets of the server',
    empty: 'None is watched.',
    keyOf: ({ name }) => name,
    columns: [
      {
        name: 'Secret',
        cell: ({ name, how_to_rotate }) =>
          h('span', {}, h('code', {}, name), h('br'), h('span', { class: 'quiet' }, how_to_rotate)),
      },
      { name: 'State', cell: ({ status }) => stateMark(...STATES[status]) },
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
    actions: (current) => secretActions(desk, current(), () => shown.nudge()),
  });
  const shown = panel<Keys>(desk, {
    id: 'keys',
    name: 'Keys',
    intervalMs: INTERVAL_MS,
    load: (signal) => desk.call<typeof listKeys>('GET', '/api/system/keys', { signal }),
    conclude,
    parts: [tools(create), keys.dom, h('h3', { class: 'panel__sub' }, 'Secrets of the server'), secrets.dom],
    show(all) {
      keys.update(all.keys.toSorted(byAttention));
      secrets.update(all.secrets.toSorted(byAttention));
    },
  });
  return shown;
}

/** What needs somebody comes first; of what is alike, what ends first. What never ends as far as one knows comes last. */
function byAttention(one: Listed, other: Listed): number {
  return (
    ATTENTION.indexOf(one.status) - ATTENTION.indexOf(other.status) ||
    (one.expires_at ?? NO_END).localeCompare(other.expires_at ?? NO_END)
  );
}

function daysSince(at: string, now: Date): number {
  return Math.max(0, Math.floor((now.getTime() - Date.parse(at)) / DAY_MS));
}

function conclude(all: Keys): string {
  const ended = all.secrets.filter(({ status }) => status === 'expired').length;
  if (ended > 0) return `${counted(ended, 'secret')} of this server ${ended === 1 ? 'has' : 'have'} ended`;
  const [expiring, due, expired] = [
    countThose(all, 'expiring'),
    countThose(all, 'rotation_due'),
    countThose(all, 'expired'),
  ];
  if (expiring.number > 0) return `${expiring.words} ${expiring.number === 1 ? 'ends' : 'end'} soon`;
  if (due.number > 0) return `${due.words} to rotate`;
  return expired.number > 0 ? `${expired.words} expired` : 'None ends soon';
}

/** For example 3, and `1 secret and 2 keys`. */
function countThose({ secrets, keys }: Keys, wanted: Listed['status']): { number: number; words: string } {
  const those = (list: readonly Listed[]) => list.filter(({ status }) => status === wanted).length;
  const counts = [
    [those(secrets), 'secret'],
    [those(keys), 'key'],
  ] as const;
  return {
    number: those(secrets) + those(keys),
    words: counts
      .filter(([number]) => number > 0)
      .map(([number, what]) => counted(number, what))
      .join(' and '),
  };
}

function endOf({ status, expires_at }: WatchedSecret, now: Date): string | Node {
  if (status === 'not_set') return '';
  return expires_at === null ? 'Not known' : moment(expires_at, now);
}

function rotated({ rotated_at, previous_valid_until: until }: ApiKey, now: Date): string | Node {
  if (rotated_at === null) return 'Not yet';
  const at = moment(rotated_at, now);
  if (until === null || new Date(until) <= now) return at;
  return h('span', {}, at, h('br'), h('span', { class: 'quiet' }, 'the old one ends ', moment(until, now)));
}

function keyActions(desk: Desk, current: () => ApiKey, changed: () => void): RowActions<ApiKey> {
  const { id, name } = current();
  const params = { id };
  const rotate = button('Rotate…', askRotation, 'quiet');
  const revoke = button('Revoke…', askRevocation, 'quiet');
  for (const each of [rotate, revoke]) each.append(h('span', { class: 'for-readers' }, ` key ${name}`));
  return {
    parts: [rotate, revoke],
    update({ status }) {
      rotate.hidden = status === 'revoked' || status === 'expired';
      revoke.hidden = status === 'revoked';
    },
  };

  function askRotation(): void {
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
          desk.call<typeof rotateKey>('POST', '/api/system/keys/:id/rotate', { params, body }),
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
        await desk.run(() => desk.call<typeof revokeKey>('DELETE', '/api/system/keys/:id', { params }));
        desk.tell(`The key “${name}” is revoked.`);
        changed();
      },
    });
  }
}

function isHours(text: string): boolean {
  const hours = Number(text);
  return text !== '' && Number.isInteger(hours) && hours >= 0 && hours <= MOST_OVERLAP_HOURS;
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
