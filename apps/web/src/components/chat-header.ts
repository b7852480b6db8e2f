import { counted } from '../lib/counted.ts';
import { h, on } from '../lib/h.ts';
import { svg } from '../lib/svg.ts';
import type { View } from '../lib/view.ts';
import { avatar } from './avatar.ts';
import { type BadgeState, badge } from './badge.ts';
import { nameList } from './name-list.ts';
import './chat-header.css';

const MOST_NAMES = 4;
const MOST_AVATARS = 3;
const LINES = 'M4 7H20M4 12H20M4 17H14';

const CONNECTIONS = {
  connecting: 'Connecting',
  online: 'Connected',
  away: 'Offline',
} as const;

export interface ChatHeaderState {
  readonly title: string;
  readonly description: string;
  /** Whether there is such a room. */
  readonly isThere: boolean;
  /** Null until it is known who has written here. */
  readonly people: readonly string[] | null;
  readonly connection: keyof typeof CONNECTIONS;
  /** What waits in all rooms. */
  readonly news: BadgeState;
}

export interface ChatHeaderActions {
  openRooms(): void;
  openDetails(): void;
}

/** The cover of the page: the room, who is in it, and whether the line is up. `parts` stand at its end. */
export function chatHeader(
  actions: ChatHeaderActions,
  ...parts: readonly Element[]
): View<ChatHeaderState> & { readonly dom: HTMLElement } {
  const faces = h('span', { class: 'faces', 'aria-hidden': 'true' });
  const names = h('span', { class: 'chat-header__names' });
  const people = h('p', { class: 'chat-header__people' }, faces, names);
  const connection = h('p', { class: 'connection' });
  const news = badge();
  const title = dialogButton('chat-header__details', actions.openDetails);
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
      h('div', { class: 'chat-header__title' }, h('h1', { class: 'chat-header__room' }, title), people),
      connection,
      ...parts,
    ),
  );
  let shown: ChatHeaderState | null = null;
  return { dom, update, destroy: () => dom.remove() };

  function update(state: ChatHeaderState): void {
    connection.dataset['state'] = state.connection;
    connection.textContent = CONNECTIONS[state.connection];
    if (state.title !== shown?.title) title.textContent = state.title;
    title.disabled = !state.isThere;
    if (state.people !== shown?.people || state.description !== shown?.description) showPeople(state);
    news.update(state.news);
    shown = state;
  }

  function showPeople({ people: all, description }: ChatHeaderState): void {
    if (all !== null) faces.replaceChildren(...all.slice(0, MOST_AVATARS).map(avatar));
    if (description !== '') names.replaceChildren(description);
    else if (all === null) names.replaceChildren();
    else
      names.replaceChildren(...(all.length === 0 ? ['Nobody has written yet'] : nameList(all, MOST_NAMES)));
    const seen = all ?? [];
    people.title = seen.length === 0 ? '' : `${counted(seen.length, 'name')} seen here: ${seen.join(', ')}`;
  }
}

function dialogButton(className: string, act: () => void): HTMLButtonElement {
  return on(h('button', { class: className, type: 'button', 'aria-haspopup': 'dialog' }), { click: act });
}
