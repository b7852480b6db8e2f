import type { AnswerOf, listKeys } from '@bookchat/shared';
import { button } from '../../components/button.ts';
import { counted } from '../../lib/counted.ts';
import { h } from '../../lib/h.ts';
import { type Panel, panel } from '../components/panel.ts';
import { tools } from '../components/tools.ts';
import type { Desk } from '../desk.ts';
import { askKey } from './ask-key.ts';
import { keyRecords } from './key-records.ts';
import { byAttention, type Listed } from './key-states.ts';
import { secretRecords } from './secret-records.ts';

const INTERVAL_MS = 10_000;

type Keys = AnswerOf<typeof listKeys>;

/** Keys of programs that use the API, and the secrets that the server itself uses. */
export function keysSection(desk: Desk): Panel {
  const create = button('Make a key…', () => askKey(desk, changed));
  const keys = keyRecords(desk, changed);
  const secrets = secretRecords(desk, changed);
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

  function changed(): void {
    shown.nudge();
  }
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
