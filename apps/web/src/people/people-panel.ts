import type { Person, Role } from '@bookchat/shared';
import { avatar } from '../components/avatar.ts';
import { h, on } from '../lib/h.ts';
import { keyedChildren } from '../lib/keyed-children.ts';
import type { View } from '../lib/view.ts';
import { openDialog } from './open-dialog.ts';
import { isPresent, type PeopleDesk } from './people-desk.ts';
import { presenceMark } from './presence-mark.ts';
import { openProfileCard } from './profile-card.ts';

/** Below this, all can be seen at a glance. */
const MOST_WITHOUT_SEARCH = 8;

/** Of members nothing is said: most are. */
const NOTES: Readonly<Record<Role, string>> = { owner: 'owner', admin: 'admin', member: '', guest: 'guest' };

interface Row {
  readonly kind: 'person';
  readonly person: Person;
  readonly isHere: boolean;
  readonly isSelf: boolean;
}

interface Heading {
  readonly kind: 'heading';
  readonly words: string;
}

/** Those who are here and then all others, each by name, and what they say they are about. */
export function openPeoplePanel(desk: PeopleDesk): void {
  const { people, present, me, signal } = desk;
  const { title, body, open, close } = openDialog('people-dialog--panel', signal);
  const search = h('input', {
    class: 'field people__search',
    type: 'search',
    'aria-label': 'Find somebody',
    placeholder: 'Find somebody',
    autocomplete: 'off',
    spellcheck: 'false',
  });
  const list = h('ul', { class: 'people__list', role: 'list' });
  const note = h('p', { class: 'people__note', role: 'status' });
  const rows = keyedChildren<Row | Heading>(
    list,
    (item) => (item.kind === 'person' ? item.person.id : item.words),
    (item) =>
      item.kind === 'heading'
        ? headingRow(item)
        : personRow(item, (id) => openProfileCard(closingFirst(desk, close), id)),
  );
  on(search, { input: show });
  const way = h('a', { class: 'people__invite', href: '/admin#invites' }, 'Invite somebody…');
  body.append(search, list, note);
  if (desk.invites) body.append(way);
  for (const store of [people, present]) store.subscribe(show, open);
  show();

  function show(): void {
    const all = people.get().filter(({ state }) => state === 'active');
    const here = all.filter(({ id }) => isPresent(desk, id)).length;
    const wanted = search.value.trim().toLocaleLowerCase();
    const found = all.filter(({ name }) => name.toLocaleLowerCase().includes(wanted));
    title.textContent = titleFor(all.length, here);
    search.hidden = all.length <= MOST_WITHOUT_SEARCH;
    const items = found.map(
      (person): Row => ({
        kind: 'person',
        person,
        isHere: isPresent(desk, person.id),
        isSelf: person.id === me,
      }),
    );
    arrange(items);
    note.textContent = noteFor(all.length, found.length);
  }

  /** Whoever comes or goes changes places; the focus stays on them. */
  function arrange(items: readonly Row[]): void {
    const focused = list.contains(document.activeElement) ? (document.activeElement as HTMLElement) : null;
    const here = items.filter(({ isHere }) => isHere);
    const away = items.filter(({ isHere }) => !isHere);
    rows.sync([...group('Here now', here), ...group('Away', away)]);
    if (focused !== document.activeElement) focused?.focus({ preventScroll: true });
  }
}

function group(name: string, items: readonly Row[]): (Row | Heading)[] {
  if (items.length === 0) return [];
  return [{ kind: 'heading', words: `${name} · ${items.length}` }, ...items];
}

function headingRow({ words }: Heading): View<Row | Heading> {
  const dom = h('li', {}, h('h3', { class: 'people__group' }, words));
  return { dom, update: () => undefined, destroy: () => dom.remove() };
}

/** Whoever goes to a room from a card leaves the panel as well. */
function closingFirst(desk: PeopleDesk, close: () => void): PeopleDesk {
  const { write } = desk;
  if (write === null) return desk;
  return {
    ...desk,
    async write(person) {
      const go = await write(person);
      return () => {
        close();
        go();
      };
    },
  };
}

function titleFor(all: number, here: number): string {
  if (all === 0) return 'People';
  return `${all === 1 ? '1 person' : `${all} people`}, ${here} here now`;
}

function noteFor(all: number, found: number): string {
  if (all === 0) return 'Who is here could not be loaded yet.';
  return found === 0 ? 'Nobody has a name like this.' : '';
}

function personRow(first: Row, open: (id: string) => void): View<Row | Heading> {
  const name = h('bdi', { class: 'people__name' });
  const self = h('span', { class: 'people__self' });
  const status = h('span', { class: 'people__status', dir: 'auto' });
  const presence = h('span', { class: 'people__presence' });
  const face = h('span', { class: 'people__face' });
  const words = h(
    'span',
    { class: 'people__words' },
    h('span', { class: 'people__line' }, name, self),
    status,
  );
  const button = h(
    'button',
    { class: 'people__person', type: 'button', 'aria-haspopup': 'dialog' },
    face,
    words,
    presence,
  );
  const dom = h('li', {}, button);
  let shown: Row | undefined;
  on(button, { click: () => open(first.person.id) });
  update(first);
  return { dom, update, destroy: () => dom.remove() };

  function update(row: Row | Heading): void {
    if (row.kind === 'heading') return;
    const { person, isHere, isSelf } = row;
    if (person.name !== shown?.person.name) {
      name.textContent = person.name;
      face.replaceChildren(avatar(person.name));
    }
    self.textContent = [isSelf ? 'you' : '', NOTES[person.role]].filter((each) => each !== '').join(' · ');
    self.hidden = self.textContent === '';
    status.textContent = person.status_text;
    status.hidden = person.status_text === '';
    if (isHere !== shown?.isHere) presence.replaceChildren(presenceMark(isHere));
    shown = row;
  }
}
