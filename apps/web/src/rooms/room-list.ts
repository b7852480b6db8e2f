import type { RoomKind } from '@bookchat/shared';
import { adoptStyle } from '../lib/adopt-style.ts';
import { counted } from '../lib/counted.ts';
import { every } from '../lib/every.ts';
import { h, on, setAttribute } from '../lib/h.ts';
import { svg } from '../lib/svg.ts';
import { mayManage, mayWrite } from '../stores/viewer.ts';
import type { RoomsDesk } from './desk.ts';
import { footButton } from './foot-button.ts';
import { iconButton } from './icon-button.ts';
import { roomGroup } from './room-group.ts';
import styles from './room-list.css?inline';
import { closedLast, hasOrder, roomOrder } from './room-order.ts';

adoptStyle(styles);

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
  const { chat, deeds, shown, signal } = desk;
  const { rooms, people, sync, viewer } = chat;
  const order = roomOrder(desk, { arrange: actions.arrange, changed: show });
  const entry = { move, join: deeds.join };
  const group = (kind: RoomKind, heading: string, button: HTMLElement | null) =>
    roomGroup(desk, { kind, heading, button, actions: entry });
  const making = mayWrite(viewer) ? iconButton('Make a room', PLUS, actions.make) : null;
  const writing =
    viewer !== null && mayWrite(viewer) ? iconButton('Write directly', PLUS, actions.write) : null;
  const groups = [
    group('open', 'Rooms', making),
    group('private', 'Private', null),
    group('direct', 'Direct', writing),
  ];
  const meeting = footButton(HEADS, actions.meet);
  const others = footButton(PAGES, actions.browse);
  const arranging = footButton(ARROWS, arrange);
  let isArranging = false;
  meeting.dom.hidden = viewer === null;
  const dom = h(
    'nav',
    { class: 'room-list', 'aria-label': 'Rooms' },
    findButton(actions.find),
    h('div', { class: 'room-list__groups' }, ...groups.map((each) => each.dom)),
    h('div', { class: 'room-list__foot' }, meeting.dom, others.dom, arranging.dom),
  );
  for (const store of [rooms, people, sync, shown]) store.subscribe(show, signal);
  every(REFRESH_MS, show, signal);
  on(dom, { keydown });
  show();
  return { dom };

  function show(): void {
    const all = order.list();
    const listed = all.filter(({ is_member, name }) => is_member || name === shown.get());
    for (const each of groups)
      each.update(listed.filter(({ kind }) => kind === each.kind).sort(closedLast), isArranging);
    showFoot();
  }

  function showFoot(): void {
    const all = rooms.get().rooms;
    const count = all.filter(({ is_member, closed_at }) => !is_member && closed_at === null).length;
    others.dom.hidden = count === 0;
    others.say(`Browse ${counted(count, 'more room')}`);
    arranging.dom.hidden = !mayManage(viewer) || !hasOrder(all.filter(({ is_member }) => is_member));
    arranging.say(isArranging ? 'Done' : 'Change the order', 'for everyone');
    meeting.say('People', `${countHere()} here now`);
  }

  /** Whoever looks is here, whatever the last poll said. */
  function countHere(): number {
    return new Set([...sync.get().present, viewer?.id]).size;
  }

  function arrange(): void {
    isArranging = !isArranging;
    show();
  }

  function move(name: string, by: -1 | 1): void {
    void order.move(name, by);
  }

  /** Alt with an arrow key moves the room that has the focus. */
  function keydown(event: KeyboardEvent): void {
    const by = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : null;
    const link = (event.target as Element).closest<HTMLAnchorElement>('.room-entry__link');
    if (by === null || link === null) return;
    event.preventDefault();
    if (event.altKey && mayManage(viewer)) move(link.pathname.replace('/rooms/', ''), by);
    else step(link, by);
  }

  function step(from: HTMLElement, by: -1 | 1): void {
    const links = [...dom.querySelectorAll<HTMLElement>('.room-entry__link')];
    links[links.indexOf(from) + by]?.focus();
  }
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
