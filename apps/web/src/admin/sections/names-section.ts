import type {
  ANONYMOUS,
  AnswerOf,
  assignName,
  listStrandedRooms,
  listUnclaimedNames,
  releaseFormerName,
  StrandedRoom,
} from '@bookchat/shared';
import { button } from '../../components/button.ts';
import { counted } from '../../lib/counted.ts';
import { h } from '../../lib/h.ts';
import { ask } from '../components/ask.ts';
import { moment } from '../components/moment.ts';
import { type Panel, panel } from '../components/panel.ts';
import { type RowActions, records } from '../components/records.ts';
import type { Desk, OperatorsDesk } from '../desk.ts';
import { isOwner } from '../lib/roles.ts';
import { askName, type EarlierName } from './ask-name.ts';
import { strandedRooms } from './stranded-rooms.ts';

const INTERVAL_MS = 30_000;
const MOST_NAMES = 500;
/** Many may have written under it, and so it is nobody's. */
const ANYBODY: typeof ANONYMOUS = 'Anonymous';

type Names = AnswerOf<typeof listUnclaimedNames>;
type FormerName = Names['former_names'][number];

interface Before extends Names {
  readonly stranded: readonly StrandedRoom[];
}

/**
 * Names under which somebody wrote before there were accounts, and whose they were; those that people have given up; and
 * rooms that came back without their people.
 */
export function namesSection(desk: OperatorsDesk): Panel {
  const table = records<EarlierName>({
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
  const former = records<FormerName>({
    caption: 'Former names of people',
    empty: 'Nobody has changed their name.',
    keyOf: ({ name }) => name,
    columns: [
      { name: 'Name', cell: ({ name }) => h('strong', {}, name) },
      { name: 'Kept for', cell: ({ person }) => person.name },
      { name: 'Given up', cell: ({ since }) => moment(since, desk.clock()) },
    ],
    actions: (current) => formerActions(desk, current, () => shown.nudge()),
  });
  const rooms = strandedRooms(desk, () => shown.nudge());
  const shown = panel<Before>(desk, {
    id: 'names',
    name: 'Names from before',
    intervalMs: INTERVAL_MS,
    load: async (signal) => ({
      ...(await desk.call<typeof listUnclaimedNames>('GET', '/api/system/names', { signal })),
      stranded: isOwner(desk.me) ? await listStranded(desk, signal) : [],
    }),
    conclude: ({ names }) => conclude(names),
    parts: [table.dom, most, former.dom, rooms.dom],
    show({ names, former_names, stranded }) {
      table.update(names);
      rooms.show(stranded);
      most.hidden = names.length < MOST_NAMES;
      former.update(former_names);
    },
  });
  return shown;
}

async function listStranded({ call }: Desk, signal: AbortSignal): Promise<StrandedRoom[]> {
  return (await call<typeof listStrandedRooms>('GET', '/api/system/stranded-rooms', { signal })).rooms;
}

function conclude(names: readonly EarlierName[]): string {
  const open = names.filter(({ assigned_to }) => assigned_to === null).length;
  if (names.length === 0) return 'None';
  return open === 0 ? 'Each is somebody’s' : `${counted(open, 'name')} without a person`;
}

function nameActions(desk: Desk, current: () => EarlierName, changed: () => void): RowActions<EarlierName> {
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

function askBack(desk: Desk, { name, messages, assigned_to }: EarlierName, changed: () => void): void {
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

function formerActions(desk: Desk, current: () => FormerName, changed: () => void): RowActions<FormerName> {
  const release = button('Release…', () => askRelease(desk, current(), changed), 'quiet');
  release.append(h('span', { class: 'for-readers' }, ` ${current().name}`));
  return { parts: [release], update: () => undefined };
}

function askRelease(desk: Desk, { name, person }: FormerName, changed: () => void): void {
  ask(desk, {
    title: `Let others have the name ${name}?`,
    parts: [
      h(
        'p',
        {},
        `It is kept for ${person.name}, who was called so. What they wrote under it keeps it: whoever takes the name next may be ` +
          'taken for them.',
      ),
    ],
    action: 'Release it',
    doing: 'Releasing it…',
    async act() {
      const body = { name };
      await desk.run(() =>
        desk.call<typeof releaseFormerName>('POST', '/api/system/names/release', { body }),
      );
      desk.tell(`${name} is free.`);
      changed();
    },
  });
}
