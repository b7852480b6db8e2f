import type { RoomKind } from '@bookchat/shared';
import { button } from '../components/button.ts';
import { every } from '../lib/every.ts';
import { h, on, setAttribute } from '../lib/h.ts';
import { keyedChildren } from '../lib/keyed-children.ts';
import { svg } from '../lib/svg.ts';
import { titleOfRoom } from '../lib/title-of-room.ts';
import type { ListedRoom } from '../stores/rooms.ts';
import { mayManage, mayWrite } from '../stores/viewer.ts';
import type { RoomsDesk } from './desk.ts';
import { type RoomEntryState, roomEntry } from './room-entry.ts';

const SECTIONS: readonly (readonly [kind: RoomKind, heading: string])[] = [
  ['open', 'Rooms'],
  ['private', 'Private'],
  ['direct', 'Direct'],
];
const REFRESH_MS = 60_000;
const GLASS = 'M10.500 4.500a6 6 0 1 0 0 12a6 6 0 1 0 0-12M15 15L20 20';
const PLUS = 'M12 5V19M5 12H19';

export interface RoomListActions {
  find(): void;
  make(): void;
  /** Shows everyone. */
  meet(): void;
  /** Puts all rooms in this order; answers with whether that went well. */
  arrange(names: string[]): Promise<boolean>;
}

/** One's rooms, by kind and in order. */
export function roomList(desk: RoomsDesk, actions: RoomListActions): { readonly dom: HTMLElement } {
  const { chat, shown, clock, say, signal } = desk;
  const { rooms, people, sync, viewer } = chat;
  /** The order that was asked for, until the server tells of it. */
  let wished: readonly string[] | null = null;
  let askedFor = 0;
  let told = '';
  let isArranging = false;
  const groups = SECTIONS.map(([kind, heading]) => group(kind, heading));
  const make = iconButton('Make a room', PLUS, actions.make);
  if (mayWrite(viewer)) groups[0]?.head.append(make);
  const others = button('', actions.find, 'quiet');
  const arranging = button('', () => arrange(!isArranging), 'quiet');
  const foot = h(
    'div',
    { class: 'room-list__foot' },
    viewer === null ? null : button('People', actions.meet, 'quiet'),
    others,
    arranging,
  );
  const dom = h(
    'nav',
    { class: 'room-list', 'aria-label': 'Rooms' },
    findButton(actions.find),
    h('div', { class: 'room-list__groups' }, ...groups.map((each) => each.dom)),
    foot,
  );
  rooms.subscribe(takeOrder, signal);
  for (const store of [rooms, people, sync, shown]) store.subscribe(show, signal);
  every(REFRESH_MS, show, signal);
  on(dom, { keydown });
  takeOrder();
  show();
  return { dom };

  function show(): void {
    const all = inWishedOrder();
    const mine = all.filter(({ is_member }) => is_member);
    for (const each of groups) each.update(mine.filter(({ kind }) => kind === each.kind).sort(closedLast));
    const count = all.filter(({ is_member, closed_at }) => !is_member && closed_at === null).length;
    others.hidden = count === 0;
    others.textContent = `Browse ${count} more ${count === 1 ? 'room' : 'rooms'}`;
    arranging.hidden = !mayManage(viewer) || !hasOrder(mine);
    arranging.textContent = isArranging ? 'Done' : 'Change the order';
  }

  /** Once nothing is asked for any more, the server's next order is the last word. */
  function takeOrder(): void {
    const before = told;
    told = rooms
      .get()
      .rooms.map(({ name }) => name)
      .join();
    if (told !== before && askedFor === 0) wished = null;
  }

  function arrange(next: boolean): void {
    isArranging = next;
    show();
  }

  function inWishedOrder(): readonly ListedRoom[] {
    const all = rooms.get().rooms;
    if (wished === null) return all;
    const places = new Map(wished.map((name, at) => [name, at]));
    return [...all].sort((a, b) => (places.get(a.name) ?? all.length) - (places.get(b.name) ?? all.length));
  }

  async function move(name: string, by: -1 | 1): Promise<void> {
    const all = inWishedOrder();
    const room = all.find((each) => each.name === name);
    if (room === undefined || !isMovable(room)) return;
    const peers = all.filter((each) => each.is_member && each.kind === room.kind && isMovable(each));
    const other = peers[peers.indexOf(room) + by];
    if (other === undefined) return;
    const names = all.map((each) => each.name);
    const [from, to] = [names.indexOf(name), names.indexOf(other.name)];
    names.splice(from, 1);
    names.splice(to, 0, name);
    wished = names;
    show();
    say(`${titleOf(room)} moved ${by < 0 ? 'up' : 'down'}.`);
    askedFor += 1;
    const isTaken = await actions.arrange(names.filter((each) => rooms.find(each)?.kind !== 'direct'));
    askedFor -= 1;
    if (!isTaken) wished = null;
    show();
  }

  /** Alt with an arrow key moves the room that has the focus. */
  function keydown(event: KeyboardEvent): void {
    const by = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : null;
    const link = (event.target as Element).closest<HTMLAnchorElement>('.room-entry__link');
    if (by === null || link === null) return;
    event.preventDefault();
    if (event.altKey && mayManage(viewer)) void move(link.pathname.replace('/rooms/', ''), by);
    else step(link, by);
  }

  function step(from: HTMLElement, by: -1 | 1): void {
    const links = [...dom.querySelectorAll<HTMLElement>('.room-entry__link')];
    links[links.indexOf(from) + by]?.focus();
  }

  function group(kind: RoomKind, heading: string) {
    const list = h('ul', { class: 'room-list__rooms', role: 'list', 'aria-label': heading });
    const head = h('div', { class: 'room-list__head' }, h('h2', { class: 'room-list__heading' }, heading));
    const section = h('section', { class: 'room-list__group' }, head, list);
    const entries = keyedChildren<RoomEntryState>(
      list,
      ({ room }) => room.name,
      (state) => roomEntry(state, (name, by) => void move(name, by)),
    );
    return { kind, head, dom: section, update };

    function update(members: readonly ListedRoom[]): void {
      section.hidden = members.length === 0 && kind !== 'open';
      const open = members.filter(({ closed_at }) => closed_at === null);
      const focused = document.activeElement;
      entries.sync(members.map((room) => toState(room, open)));
      // What moves in the document loses the focus.
      if (focused instanceof HTMLElement && list.contains(focused)) focused.focus();
    }
  }

  function toState(room: ListedRoom, open: readonly ListedRoom[]): RoomEntryState {
    return {
      room,
      title: titleOf(room),
      isShown: room.name === shown.get(),
      isPresent: isPresent(room),
      moving:
        isArranging && isMovable(room) ? { isFirst: room === open[0], isLast: room === open.at(-1) } : null,
      now: clock(),
    };
  }

  function isPresent({ kind, people: ids }: ListedRoom): boolean {
    if (kind !== 'direct') return false;
    return (ids ?? []).some((id) => id !== viewer?.id && sync.get().present.includes(id));
  }

  function titleOf(room: ListedRoom): string {
    return titleOfRoom(room, people.get(), viewer?.id ?? null);
  }
}

/** Direct rooms stand in no order of anybody's making, and closed ones behind the others. */
function isMovable({ kind, closed_at }: ListedRoom): boolean {
  return kind !== 'direct' && closed_at === null;
}

function hasOrder(rooms: readonly ListedRoom[]): boolean {
  const counts = ['open', 'private'].map(
    (each) => rooms.filter((room) => room.kind === each && isMovable(room)).length,
  );
  return counts.some((count) => count > 1);
}

function closedLast(a: ListedRoom, b: ListedRoom): number {
  return Number(a.closed_at !== null) - Number(b.closed_at !== null);
}

function findButton(find: () => void): HTMLButtonElement {
  const keys = /Mac|iPhone|iPad/.test(navigator.userAgent) ? '⌘K' : 'Ctrl K';
  const words = h('span', { class: 'room-list__find-words' }, 'Find a room or person');
  const hint = h('kbd', { class: 'room-list__keys', 'aria-hidden': 'true' }, keys);
  const dom = h('button', { class: 'room-list__find', type: 'button', 'aria-haspopup': 'dialog' });
  setAttribute(dom, 'aria-keyshortcuts', 'Control+K Meta+K');
  dom.append(svg('0 0 24 24', 'icon', GLASS), words, hint);
  return on(dom, { click: find });
}

function iconButton(label: string, path: string, act: () => void): HTMLButtonElement {
  const dom = h('button', { class: 'room-list__button', type: 'button', 'aria-label': label, title: label });
  dom.append(svg('0 0 24 24', 'icon', path));
  return on(dom, { click: () => act() });
}
