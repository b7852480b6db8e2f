import { button } from '../components/button.ts';
import { adoptStyle } from '../lib/adopt-style.ts';
import { counted } from '../lib/counted.ts';
import { h, on } from '../lib/h.ts';
import { keyedChildren } from '../lib/keyed-children.ts';
import { passFocus } from '../lib/pass-focus.ts';
import type { View } from '../lib/view.ts';
import { openDialog } from '../people/open-dialog.ts';
import type { ListedRoom } from '../stores/rooms.ts';
import { mayWrite } from '../stores/viewer.ts';
import styles from './browse.css?inline';
import type { RoomsDesk } from './desk.ts';
import { findMatches } from './find-matches.ts';
import { roomIcon } from './room-icon.ts';

adoptStyle(styles);

/** Below this, all can be seen at a glance. */
const MOST_WITHOUT_SEARCH = 8;

/** The open rooms that the reader has not joined: what each is for, how many are in it, and a way in. */
export function openBrowsing(desk: RoomsDesk): void {
  const { chat, signal } = desk;
  const { title, body, open, close } = openDialog('people-dialog--panel', signal);
  const search = h('input', {
    class: 'field people__search',
    type: 'search',
    'aria-label': 'Find a room',
    placeholder: 'Find a room',
    autocomplete: 'off',
  });
  const list = h('ul', { class: 'browse', role: 'list' });
  const note = h('p', { class: 'people__note', role: 'status' });
  const rows = keyedChildren<ListedRoom>(
    list,
    ({ name }) => name,
    (room) => browseRow(room, go, mayWrite(chat.viewer) ? desk.deeds.join : null),
  );
  /** Those that were joined from here stay in sight, so that one can go there. */
  const offered = new Set<string>();
  title.textContent = 'More rooms';
  body.append(search, list, note);
  on(search, { input: show });
  chat.rooms.subscribe(show, open);
  show();

  function show(): void {
    const all = chat.rooms.get().rooms.filter(isOffered);
    const found = findMatches(all, search.value);
    search.hidden = all.length <= MOST_WITHOUT_SEARCH;
    rows.sync(found);
    note.textContent = noteFor(all.length, found.length);
  }

  function isOffered({ name, is_member, closed_at, kind }: ListedRoom): boolean {
    if (!is_member && closed_at === null && kind === 'open') offered.add(name);
    return offered.has(name);
  }

  function go(name: string): void {
    close();
    desk.go(name);
  }
}

function noteFor(all: number, found: number): string {
  if (all === 0) return 'You have joined every open room.';
  return found === 0 ? 'No room is called so.' : '';
}

/** @param join null for somebody who only reads. */
function browseRow(
  first: ListedRoom,
  go: (name: string) => void,
  join: ((name: string) => void) | null,
): View<ListedRoom> {
  const name = h('a', { class: 'browse__name', href: `/rooms/${first.name}` });
  const description = h('p', { class: 'browse__about', dir: 'auto' });
  const count = h('p', { class: 'browse__count' });
  const joining = button('Join', () => join?.(first.name), 'quiet');
  const opening = button('Open', () => go(first.name), 'quiet');
  const words = h('div', { class: 'browse__words' }, h('bdi', {}, name), description, count);
  const icon = h('span', { class: 'browse__icon' }, roomIcon('open', []));
  const dom = h('li', { class: 'browse__room' }, icon, words, opening, joining);
  on(name, { click: follow });
  update(first);
  return { dom, update, destroy: () => dom.remove() };

  function update(room: ListedRoom): void {
    name.textContent = room.title;
    description.textContent = room.description;
    description.hidden = room.description === '';
    count.textContent = room.members === 0 ? 'Nobody has joined yet' : `${counted(room.members, 'member')}`;
    joining.ariaLabel = `Join ${room.title}`;
    opening.ariaLabel = `Open ${room.title}`;
    opening.hidden = !room.is_member;
    if (room.is_member) passFocus(joining, () => opening.focus());
    joining.hidden = room.is_member || join === null;
  }

  function follow(event: MouseEvent): void {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    go(first.name);
  }
}
