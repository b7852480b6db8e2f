import { h } from '../lib/h.ts';
import { svg } from '../lib/svg.ts';
import type { View } from '../lib/view.ts';
import { type BadgeState, badge } from './badge.ts';
import { dialogButton } from './dialog-button.ts';
import { type HeaderPeopleState, headerPeople } from './header-people.ts';
import './chat-header.css';

const LINES = 'M4 7H20M4 12H20M4 17H14';

const CONNECTIONS = {
  connecting: 'Connecting',
  online: 'Connected',
  away: 'Offline',
} as const;

export interface ChatHeaderState extends HeaderPeopleState {
  readonly title: string;
  /** Whether there is such a room. */
  readonly isThere: boolean;
  readonly connection: keyof typeof CONNECTIONS;
  /** What waits in all rooms. */
  readonly news: BadgeState;
}

export interface ChatHeaderActions {
  openRooms(): void;
  openDetails(): void;
  /** Shows everyone; null where nobody has an account. */
  readonly openPeople: (() => void) | null;
}

/** The cover of the page: the room, who is in it, and whether the line is up. `parts` stand at its end. */
export function chatHeader(
  actions: ChatHeaderActions,
  ...parts: readonly Element[]
): View<ChatHeaderState> & { readonly dom: HTMLElement } {
  const people = headerPeople(actions.openPeople);
  const connection = h('p', { class: 'connection' });
  const news = badge();
  const title = dialogButton('chat-header__details', actions.openDetails);
  const words = h('span', { class: 'chat-header__words' });
  title.append(words);
  const rooms = dialogButton('header-button rooms-button', actions.openRooms);
  rooms.append(svg('0 0 24 24', 'icon', LINES), h('span', { class: 'for-readers' }, 'Rooms'), news.dom);
  const dom = h(
    'header',
    { class: 'chat-header' },
    h('div', { class: 'chat-header__book', 'aria-hidden': 'true' }, 'BookChat'),
    h(
      'div',
      { class: 'chat-header__column' },
      rooms,
      h('div', { class: 'chat-header__title' }, h('h1', { class: 'chat-header__room' }, title), people.dom),
      connection,
      ...parts,
    ),
  );
  let shown: ChatHeaderState | null = null;
  return { dom, update, destroy: () => dom.remove() };

  function update(state: ChatHeaderState): void {
    connection.dataset['state'] = state.connection;
    connection.textContent = CONNECTIONS[state.connection];
    if (state.title !== shown?.title) words.textContent = state.title;
    title.disabled = !state.isThere;
    const { people: names, description, isDirect } = state;
    people.update({ people: names, description, isDirect });
    news.update(state.news);
    shown = state;
  }
}
