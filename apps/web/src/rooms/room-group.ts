import type { RoomKind } from '@bookchat/shared';
import { h } from '../lib/h.ts';
import { keyedChildren } from '../lib/keyed-children.ts';
import { facesOfRoom, titleOfRoom } from '../lib/title-of-room.ts';
import type { ListedRoom } from '../stores/rooms.ts';
import type { RoomsDesk } from './desk.ts';
import { type RoomEntryActions, type RoomEntryState, roomEntry } from './room-entry.ts';
import { isMovable } from './room-order.ts';

export interface RoomGroupOptions {
  readonly kind: RoomKind;
  readonly heading: string;
  /** What stands beside the heading; where something does, the heading is there without any room as well. */
  readonly button: HTMLElement | null;
  readonly actions: RoomEntryActions;
}

/** The rooms of one kind in the list. */
export function roomGroup(desk: RoomsDesk, { kind, heading, button, actions }: RoomGroupOptions) {
  const list = h('ul', { class: 'room-list__rooms', role: 'list', 'aria-label': heading });
  const title = h('h2', { class: 'room-list__heading' }, heading);
  const dom = h(
    'section',
    { class: 'room-list__group' },
    h('div', { class: 'room-list__head' }, title, button),
    list,
  );
  const entries = keyedChildren<RoomEntryState>(
    list,
    ({ room }) => room.name,
    (state) => roomEntry(state, actions),
  );
  return { kind, dom, update };

  function update(rooms: readonly ListedRoom[], isArranging: boolean): void {
    dom.hidden = rooms.length === 0 && kind !== 'open' && button === null;
    const inOrder = rooms.filter((room) => room.is_member && isMovable(room));
    const focused = document.activeElement;
    entries.sync(rooms.map((room) => stateOf(room, isArranging ? inOrder : [])));
    // What moves in the document loses the focus.
    if (focused instanceof HTMLElement && list.contains(focused)) focused.focus();
  }

  function stateOf(room: ListedRoom, inOrder: readonly ListedRoom[]): RoomEntryState {
    const { chat, shown, clock } = desk;
    const people = chat.people.get();
    const ownId = chat.viewer?.id ?? null;
    return {
      room,
      title: titleOfRoom(room, people, ownId),
      faces: facesOfRoom(room, people, ownId),
      letInBy: letInBy(room),
      isShown: room.name === shown.get(),
      isPresent: isPresent(room),
      moving: inOrder.includes(room)
        ? { isFirst: room === inOrder[0], isLast: room === inOrder.at(-1) }
        : null,
      now: clock(),
    };
  }

  function isPresent({ people: ids }: ListedRoom): boolean {
    const { sync, viewer } = desk.chat;
    if (kind !== 'direct') return false;
    return (ids ?? []).some((id) => id !== viewer?.id && sync.get().present.includes(id));
  }

  function letInBy({ isNew, let_in }: ListedRoom): string | null {
    if (!isNew) return null;
    return desk.chat.people.get().find(({ id }) => id === let_in?.by)?.name ?? 'somebody';
  }
}
