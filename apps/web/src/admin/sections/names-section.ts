import type { ANONYMOUS, assignName, listUnclaimedNames } from '@bookchat/shared';
import { button } from '../../components/button.ts';
import { counted } from '../../lib/counted.ts';
import { h } from '../../lib/h.ts';
import { ask } from '../components/ask.ts';
import { moment } from '../components/moment.ts';
import { type Panel, panel } from '../components/panel.ts';
import { type RowActions, records } from '../components/records.ts';
import type { Desk } from '../desk.ts';
import { askName, type FormerName } from './ask-name.ts';

const INTERVAL_MS = 30_000;
const MOST_NAMES = 500;
/** Many may have written under it, and so it is nobody's. */
const ANYBODY: typeof ANONYMOUS = 'Anonymous';

/** Names under which somebody wrote before there were accounts, and whose they were. */
export function namesSection(desk: Desk): Panel {
  const table = records<FormerName>({
    caption: 'Names from before',
    empty: 'Nobody wrote here before there were accounts.',
    keyOf: ({ name }) => name,
    columns: [
      { name: 'Name', cell: ({ name }) => h('strong', {}, name) },
      { name: 'Messages', isNumber: true, cell: ({ messages }) => messages.toLocaleString('en') },
      { name: 'Last wrote', cell: ({ last_at }) => moment(last_at, desk.clock()) },
      { name: 'Now', cell: ({ assigned_to: person }) => (person === null ? 'Nobody’s' : person.name) },
    ],
    actions: (current) => nameActions(desk, current, () => shown.nudge()),
  });
  const most = h('p', { class: 'quiet' }, `The ${MOST_NAMES} busiest are shown.`);
  const shown = panel<readonly FormerName[]>(desk, {
    id: 'names',
    name: 'Names from before',
    intervalMs: INTERVAL_MS,
    load: async (signal) =>
      (await desk.call<typeof listUnclaimedNames>('GET', '/api/system/names', { signal })).names,
    conclude,
    parts: [table.dom, most],
    show(names) {
      table.update(names);
      most.hidden = names.length < MOST_NAMES;
    },
  });
  return shown;
}

function conclude(names: readonly FormerName[]): string {
  const open = names.filter(({ assigned_to }) => assigned_to === null).length;
  if (names.length === 0) return 'None';
  return open === 0 ? 'Each is somebody’s' : `${counted(open, 'name')} without a person`;
}

function nameActions(desk: Desk, current: () => FormerName, changed: () => void): RowActions<FormerName> {
  const { name } = current();
  const assign = button('Assign…', () => askName(desk, current(), changed), 'quiet');
  const takeBack = button('Take back…', () => askBack(desk, current(), changed), 'quiet');
  for (const each of [assign, takeBack]) each.append(h('span', { class: 'for-readers' }, ` ${name}`));
  return {
    parts: [assign, takeBack],
    update({ assigned_to }) {
      assign.hidden = assigned_to !== null || name === ANYBODY;
      takeBack.hidden = assigned_to === null;
    },
  };
}

function askBack(desk: Desk, { name, messages, assigned_to }: FormerName, changed: () => void): void {
  ask(desk, {
    title: `Take ${name} back from ${assigned_to?.name}?`,
    parts: [
      h(
        'p',
        {},
        `${counted(messages, 'message')} under this name ${messages === 1 ? 'is' : 'are'} nobody’s again.`,
      ),
    ],
    action: 'Take it back',
    doing: 'Taking it back…',
    async act() {
      const body = { name, person_id: null };
      await desk.run(() => desk.call<typeof assignName>('POST', '/api/system/names/assign', { body }));
      desk.tell(`${name} is nobody’s again.`);
      changed();
    },
  });
}
