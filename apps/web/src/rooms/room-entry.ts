import { badge } from '../components/badge.ts';
import { adoptStyle } from '../lib/adopt-style.ts';
import { formatWhen } from '../lib/format-when.ts';
import { h, on, setAttribute } from '../lib/h.ts';
import type { View } from '../lib/view.ts';
import type { ListedRoom } from '../stores/rooms.ts';
import styles from './room-entry.css?inline';
import { roomIcon } from './room-icon.ts';

adoptStyle(styles);

export interface RoomEntryState {
  readonly room: ListedRoom;
  readonly title: string;
  /** Whose faces stand for it, where it is direct. */
  readonly faces: readonly string[];
  /** Who let the reader in, where they have not looked at it yet. */
  readonly letInBy: string | null;
  readonly isShown: boolean;
  /** Whether one of the others in a direct room has the page open. */
  readonly isPresent: boolean;
  /** Whether it stands there to be moved, and whether it is the first or the last of its kind. */
  readonly moving: { readonly isFirst: boolean; readonly isLast: boolean } | null;
  readonly now: Date;
}

export interface RoomEntryActions {
  move(name: string, by: -1 | 1): void;
  join(name: string): void;
}

/** One room in the list: what it is called, what was said last, and how much of it is new. */
export function roomEntry(
  first: RoomEntryState,
  { move, join }: RoomEntryActions,
): View<RoomEntryState> & { readonly dom: HTMLElement } {
  const { name } = first.room;
  const icon = h('span', { class: 'room-entry__icon' });
  const title = h('bdi', { class: 'room-entry__title' });
  const state = h('span', { class: 'for-readers' });
  const news = badge();
  const time = h('time', { class: 'room-entry__time' });
  const excerpt = h('span', { class: 'room-entry__excerpt', dir: 'auto' });
  const link = h(
    'a',
    { class: 'room-entry__link', href: `/rooms/${name}` },
    icon,
    h('span', { class: 'room-entry__head' }, title, state, time),
    h('span', { class: 'room-entry__foot' }, excerpt, news.dom),
  );
  const up = mover('Move up', '↑', -1);
  const down = mover('Move down', '↓', 1);
  const movers = h('span', { class: 'room-entry__movers' }, up, down);
  const joining = on(h('button', { class: 'room-entry__join', type: 'button' }, 'Join'), {
    click: () => join(name),
  });
  const dom = h('li', { class: 'room-entry' }, link, joining, movers);
  let shownIcon = '';
  update(first);
  return { dom, update, destroy: () => dom.remove() };

  function update(next: RoomEntryState): void {
    const { room, isShown, isPresent, moving } = next;
    title.textContent = next.title;
    showIcon(next);
    dom.classList.toggle('room-entry--news', room.hasNews);
    dom.classList.toggle('room-entry--closed', room.closed_at !== null);
    setAttribute(link, 'aria-current', isShown ? 'page' : null);
    state.textContent = isPresent ? 'here now' : '';
    news.update(room);
    showLast(next);
    dom.classList.toggle('room-entry--not-joined', !room.is_member);
    joining.hidden = room.is_member || room.closed_at !== null;
    joining.ariaLabel = `Join ${next.title}`;
    movers.hidden = moving === null;
    setAttribute(up, 'aria-disabled', moving?.isFirst ? 'true' : null);
    setAttribute(down, 'aria-disabled', moving?.isLast ? 'true' : null);
    for (const [button, words] of [
      [up, 'up'],
      [down, 'down'],
    ] as const)
      button.ariaLabel = `Move ${next.title} ${words}`;
  }

  function showIcon({ room, faces, isPresent }: RoomEntryState): void {
    icon.classList.toggle('room-entry__icon--present', isPresent);
    const next = JSON.stringify([room.kind, faces]);
    if (next !== shownIcon) icon.replaceChildren(roomIcon(room.kind, faces));
    shownIcon = next;
  }

  function showLast({ room, letInBy, now }: RoomEntryState): void {
    const at = room.last_message === null ? null : new Date(room.last_message.created_at);
    time.textContent = at === null ? '' : formatWhen(at, now);
    if (at !== null) time.dateTime = at.toISOString();
    excerpt.textContent = letInBy === null ? excerptOf(room) : `New: ${letInBy} let you in`;
  }

  function mover(label: string, arrow: string, by: -1 | 1): HTMLButtonElement {
    const button = h('button', { class: 'room-entry__move', type: 'button', 'aria-label': label }, arrow);
    return on(button, { click: () => button.ariaDisabled !== 'true' && move(name, by) });
  }
}

function excerptOf({ kind, closed_at, is_member, last_message: last }: ListedRoom): string {
  if (closed_at !== null) return 'Closed';
  if (!is_member) return 'Not joined';
  if (last === null) return kind === 'direct' ? 'Nothing written yet' : 'Still blank';
  // Hidden.
  if (last.excerpt === '') return '';
  return kind === 'direct' ? last.excerpt : `${last.author}: ${last.excerpt}`;
}
