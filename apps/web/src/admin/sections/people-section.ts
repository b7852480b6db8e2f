import type { AnswerOf, listManagedPeople, ManagedPerson } from '@bookchat/shared';
import { button } from '../../components/button.ts';
import { h, on } from '../../lib/h.ts';
import { choice, field, textField } from '../components/field.ts';
import { moment } from '../components/moment.ts';
import { type Panel, panel } from '../components/panel.ts';
import { type RowActions, records } from '../components/records.ts';
import { stateMark } from '../components/state-mark.ts';
import { tools } from '../components/tools.ts';
import type { OperatorsDesk } from '../desk.ts';
import { countPeople, isMuted } from '../lib/count-people.ts';
import { roleName } from '../lib/roles.ts';
import { managePerson, waysWith } from './manage-person.ts';

const INTERVAL_MS = 10_000;
const JUST_NOW_MS = 120_000;
/** How many are shown before all are asked for. */
const AT_FIRST = 20;

type People = AnswerOf<typeof listManagedPeople>['people'];
type Part = (person: ManagedPerson, now: Date) => boolean;

const PARTS: Readonly<Record<string, readonly [name: string, holds: Part]>> = {
  here: ['Current', ({ state }) => state !== 'removed'],
  muted: ['Muted', isMuted],
  suspended: ['Suspended', ({ state }) => state === 'suspended'],
  removed: ['Removed', ({ state }) => state === 'removed'],
  all: ['Everyone', () => true],
};

/** Everyone who has or had an account, and what can be done about each. */
export function peopleSection(desk: OperatorsDesk): Panel {
  let people: People = [];
  let showsAll = false;
  const part = choice(Object.entries(PARTS).map(([value, [name]]) => [value, name]));
  const search = textField({ type: 'search', maxlength: 254, placeholder: 'Name or mail' });
  for (const each of [part, search]) on(each, { input: showPart });
  const all = button('', showAll, 'quiet');
  const table = records<ManagedPerson>({
    caption: 'People',
    empty: 'Nobody like that.',
    keyOf: ({ id }) => id,
    columns: [
      { name: 'Person', cell: (person) => nameOf(person, desk.me?.id === person.id) },
      { name: 'Role', cell: ({ role }) => roleName(role) },
      { name: 'State', cell: (person) => stateOf(person, desk.clock()) },
      {
        name: 'Last seen',
        cell: ({ last_seen_at: at }) => seen(at, desk.clock()),
      },
      { name: 'Passkeys', isNumber: true, cell: ({ passkeys }) => String(passkeys) },
      { name: 'Sessions', isNumber: true, cell: ({ sessions }) => String(sessions) },
    ],
    actions: (current) => personActions(desk, current, () => shown.nudge()),
  });
  const shown = panel<People>(desk, {
    id: 'people',
    name: 'People',
    intervalMs: INTERVAL_MS,
    load: async (signal) =>
      (await desk.call<typeof listManagedPeople>('GET', '/api/system/people', { signal })).people,
    conclude: (all) => countPeople(all, desk.clock()),
    parts: [tools(field('Show', part), field('Search', search)), table.dom, all],
    show(list) {
      people = list;
      showPart();
    },
  });
  return shown;

  function showPart(): void {
    const holds = PARTS[part.value]?.[1] ?? (() => true);
    const words = search.value.trim().toLowerCase();
    const fits = ({ name, email }: ManagedPerson) =>
      [name, email ?? ''].some((text) => text.toLowerCase().includes(words));
    const found = people.filter((person) => holds(person, desk.clock()) && fits(person));
    table.update(showsAll ? found : found.slice(0, AT_FIRST));
    all.hidden = showsAll || found.length <= AT_FIRST;
    all.textContent = `Show all ${found.length.toLocaleString('en')}`;
  }

  /** The button goes; whoever pressed it goes on at the first of those who came. */
  function showAll(): void {
    showsAll = true;
    showPart();
    table.dom.querySelectorAll<HTMLElement>('tbody tr')[AT_FIRST]?.querySelector('button')?.focus();
  }
}

function nameOf({ name, email, github_login }: ManagedPerson, isMe: boolean): HTMLElement {
  const more = [email, github_login === null ? null : `${github_login} on GitHub`].filter(
    (each) => each !== null,
  );
  return h(
    'span',
    { class: 'person' },
    h('strong', {}, name),
    isMe ? ' (you)' : null,
    ...more.flatMap((each) => [h('br'), h('span', { class: 'quiet' }, each)]),
  );
}

function stateOf(person: ManagedPerson, now: Date): HTMLElement {
  const { suspend_reason, mute_reason, messages_hidden } = person;
  const reason = suspend_reason ?? mute_reason;
  const notes = [
    ...(isMuted(person, now) ? [h('span', {}, 'ends ', moment(person.muted_until ?? '', now))] : []),
    ...(messages_hidden ? ['messages hidden'] : []),
    ...(reason === null || reason === '' ? [] : [`“${reason}”`]),
  ];
  return h(
    'span',
    {},
    markOf(person, now),
    ...notes.flatMap((note) => [h('br'), h('span', { class: 'quiet' }, note)]),
  );
}

function markOf(person: ManagedPerson, now: Date): HTMLElement {
  if (person.state === 'removed') return stateMark('off', 'Removed');
  if (person.state === 'suspended') return stateMark('bad', 'Suspended');
  return isMuted(person, now) ? stateMark('warn', 'Muted') : stateMark('good', 'Active');
}

/** It is known to the minute. */
function seen(at: string | null, now: Date): string | Node {
  if (at === null) return 'Never';
  return now.getTime() - Date.parse(at) < JUST_NOW_MS ? 'Just now' : moment(at, now);
}

function personActions(
  desk: OperatorsDesk,
  current: () => ManagedPerson,
  changed: () => void,
): RowActions<ManagedPerson> {
  const manage = button('Manage…', () => managePerson(desk, current(), changed), 'quiet');
  manage.append(h('span', { class: 'for-readers' }, ` ${current().name}`));
  return {
    parts: [manage],
    update(person) {
      manage.hidden = waysWith(desk, person, changed).length === 0;
    },
  };
}
