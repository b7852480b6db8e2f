import { counted } from '../lib/counted.ts';
import { h } from '../lib/h.ts';
import type { View } from '../lib/view.ts';
import { avatar } from './avatar.ts';
import { nameList } from './name-list.ts';
import './chat-header.css';

const MOST_NAMES = 4;
const MOST_AVATARS = 3;

const CONNECTIONS = {
  connecting: 'Connecting',
  online: 'Connected',
  away: 'Offline',
} as const;

export interface ChatHeaderState {
  /** Null until it is known who has written here. */
  readonly people: readonly string[] | null;
  readonly connection: keyof typeof CONNECTIONS;
}

/** The cover of the page: the room, who is in it, and whether the line is up. `parts` stand at its end. */
export function chatHeader(room: string, ...parts: readonly Element[]): View<ChatHeaderState> {
  const faces = h('span', { class: 'faces', 'aria-hidden': 'true' });
  const names = h('span', { class: 'chat-header__names' });
  const people = h('p', { class: 'chat-header__people' }, faces, names);
  const connection = h('p', { class: 'connection' });
  const dom = h(
    'header',
    { class: 'chat-header' },
    h(
      'div',
      { class: 'chat-header__column' },
      h('div', { class: 'chat-header__title' }, h('h1', { class: 'chat-header__room' }, room), people),
      connection,
      ...parts,
    ),
  );
  let shownPeople: readonly string[] | null = null;
  return { dom, update, destroy: () => dom.remove() };

  function update(state: ChatHeaderState): void {
    connection.dataset['state'] = state.connection;
    connection.textContent = CONNECTIONS[state.connection];
    if (state.people !== null && state.people !== shownPeople) showPeople(state.people);
    shownPeople = state.people;
  }

  function showPeople(all: readonly string[]): void {
    faces.replaceChildren(...all.slice(0, MOST_AVATARS).map(avatar));
    names.replaceChildren(...(all.length === 0 ? ['Nobody has written yet'] : nameList(all, MOST_NAMES)));
    people.title = all.length === 0 ? '' : `${counted(all.length, 'name')} seen here: ${all.join(', ')}`;
  }
}
