import type { RoomKind } from '@bookchat/shared';
import { counted } from '../lib/counted.ts';
import { every } from '../lib/every.ts';
import { h, on, setAttribute } from '../lib/h.ts';
import { keyedChildren } from '../lib/keyed-children.ts';
import { svg } from '../lib/svg.ts';
import { facesOfRoom, titleOfRoom } from '../lib/title-of-room.ts';
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
const HEADS =
  'M9 5a3.500 3.500 0 1 0 0 7a3.500 3.500 0 1 0 0-7M3 19.500q0-5 6-5t6 5M15.500 5.500a3 3 0 0 1 0 6M17.500 15q3.500.8 3.500 4.500';
const PAGES = 'M8 4.500H18.500V17M5 8H15.500V19.500H5Z';
const ARROWS = 'M8 4.500V19.500M4.500 8L8 4.500L11.500 8M16 19.500V4.500M12.500 16L16 19.500L19.500 16';

export interface RoomListActions {
  find(): void;
  make(): void;
  /** Asks to whom to write. */
  write(): void;
  /** Shows the rooms that were not joined. */
  browse(): void;
  /** Shows everyone. */
  meet(): void;
  /** Puts all rooms in this order; answers with whether that went well. */
  arrange(names: string[]): Promise<boolean>;
}

/** One's rooms, by kind and in order. */
export function roomList(desk: RoomsDesk, actions: RoomListActions): { readonly dom: HTMLElement } {
  const { chat, deeds, shown, clock, say, signal } = desk;
  const { rooms, people, sync, viewer } = chat;
  /** The order that was asked for, until the server tells of it. */
  let wished: readonly string[] | null = null;
  let askedFor = 0;
  let told = '';
  let isArranging = false;
  const groups = SECTIONS.map(([kind, heading]) => group(kind, heading));
  const writesDirectly = viewer !== null && mayWrite(viewer);
  if (mayWrite(viewer)) groups[0]?.head.append(iconButton('Make a room', PLUS, actions.make));
  if (writesDirectly) groups[2]?.head.append(iconButton('Write directly', PLUS, actions.write));
  const meeting = footButton(HEADS, actions.meet);
  const others = footButton(PAGES, actions.browse);
  const arranging = footButton(ARROWS, () => arrange(!isArranging));
  meeting.dom.hidden = viewer === null;
  const foot = h('div', { class: 'room-list__foot' }, meeting.dom, others.dom, arranging.dom);
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
    const listed = all.filter(({ is_member, name }) => is_member || name === shown.get());
    for (const each of groups) each.update(listed.filter(({ kind }) => kind === each.kind).sort(closedLast));
    const count = all.filter(({ is_member, closed_at }) => !is_member && closed_at === null).length;
    others.dom.hidden = count === 0;
    others.say(`Browse ${counted(count, 'more room')}`);
    arranging.dom.hidden = !mayManage(viewer) || !hasOrder(mine);
    arranging.say(isArranging ? 'Done' : 'Change the order', 'for everyone');
    meeting.say('People', `${countHere()} here now`);
  }

  /** Whoever looks is here, whatever the last poll said. */
  function countHere(): number {
    return new Set([...sync.get().present, viewer?.id]).size;
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
      (state) => roomEntry(state, { move: (name, by) => void move(name, by), join: deeds.join }),
    );
    return { kind, head, dom: section, update };

    function update(members: readonly ListedRoom[]): void {
      const isOffered = kind === 'open' || (kind === 'direct' && writesDirectly);
      section.hidden = members.length === 0 && !isOffered;
      const open = members.filter(({ closed_at, is_member }) => is_member && closed_at === null);
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
      faces: facesOfRoom(room, people.get(), viewer?.id ?? null),
      letInBy: letInBy(room),
      isShown: room.name === shown.get(),
      isPresent: isPresent(room),
      moving:
        isArranging && room.is_member && isMovable(room)
          ? { isFirst: room === open[0], isLast: room === open.at(-1) }
          : null,
      now: clock(),
    };
  }

  function isPresent({ kind, people: ids }: ListedRoom): boolean {
    if (kind !== 'direct') return false;
    return (ids ?? []).some((id) => id !== viewer?.id && sync.get().present.includes(id));
  }

  function letInBy({ isNew, let_in }: ListedRoom): string | null {
    if (!isNew) return null;
    return people.get().find(({ id }) => id === let_in?.by)?.name ?? 'somebody';
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

let notes = 0;

/** Beside it, what there is to say of it. */
function footButton(path: string, act: () => void) {
  const words = h('span', { class: 'room-list__foot-words' });
  const note = h('span', { class: 'room-list__foot-note', id: `room-list-note-${++notes}` });
  const pressed = h('button', {
    class: 'room-list__foot-button',
    type: 'button',
    'aria-describedby': note.id,
  });
  pressed.append(svg('0 0 24 24', 'icon', path), words);
  on(pressed, { click: act });
  return { dom: h('div', { class: 'room-list__foot-row' }, pressed, note), say };

  function say(text: string, more = ''): void {
    words.textContent = text;
    note.textContent = more;
  }
}

function iconButton(label: string, path: string, act: () => void): HTMLButtonElement {
  const dom = h('button', { class: 'room-list__button', type: 'button', 'aria-label': label, title: label });
  dom.append(svg('0 0 24 24', 'icon', path));
  return on(dom, { click: () => act() });
}
