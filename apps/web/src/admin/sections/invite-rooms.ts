import type { Invite, InviteRoom, listInviteRooms } from '@bookchat/shared';
import { button } from '../../components/button.ts';
import { DEFAULT_ROOM, MOST_INVITE_ROOMS } from '../../lib/contract.ts';
import { h } from '../../lib/h.ts';
import { nameOfTitle } from '../../rooms/name-of-title.ts';
import { type TickItem, type TickList, tickList } from '../components/tick-list.ts';
import type { OperatorsDesk } from '../desk.ts';
import { describeFailure } from '../lib/describe-failure.ts';
import { addStyle } from '../lib/page-style.ts';
import styles from './invite-rooms.css?inline';

addStyle(styles);

const FOR_GUESTS = 'A guest sees no other.';
const FOR_MEMBERS = 'They see every open room anyway.';
const WHICH = 'Only those who are in a private room invite into it.';

export interface InviteRooms {
  readonly dom: HTMLElement;
  /** Offers what fits those who are invited in this role. */
  show(role: Invite['role']): void;
  /** What is missing, or null where nothing is. */
  check(): string | null;
  chosen(): string[];
}

interface Offers {
  readonly guests: TickList;
  /** Null where there is no room beside those that are open to them anyway. */
  readonly members: TickList | null;
}

/** Into which rooms the invited are brought, of those to which whoever invites may bring them. */
export function inviteRooms(desk: OperatorsDesk): InviteRooms {
  const dom = h('div', { class: 'invite-rooms' }, h('p', { class: 'labelled__hint' }, 'Looking for rooms…'));
  let offers: Offers | null = null;
  let isGuest = false;
  void load();
  return { dom, show, check, chosen: () => offered()?.ticked() ?? [] };

  async function load(): Promise<void> {
    const { call, signal } = desk;
    try {
      const { rooms } = await call<typeof listInviteRooms>('GET', '/api/system/invites/rooms', { signal });
      offers = offersOf(rooms);
      draw();
    } catch (error) {
      if (!signal.aborted) dom.replaceChildren(...troubleOf(error));
    }
  }

  function troubleOf(error: unknown): Element[] {
    const words = `The rooms could not be listed. ${describeFailure(error)}`;
    return [
      h('p', { class: 'invite-rooms__trouble', role: 'status' }, words),
      button('Try again', () => void again(), 'quiet'),
    ];
  }

  /** Whoever pressed the button goes on from what stands in its place. */
  async function again(): Promise<void> {
    await load();
    dom.querySelector<HTMLElement>('input, button')?.focus();
  }

  function show(role: Invite['role']): void {
    isGuest = role === 'guest';
    if (offers !== null) draw();
  }

  function draw(): void {
    const hint = `${isGuest ? FOR_GUESTS : FOR_MEMBERS} ${WHICH}`;
    dom.replaceChildren(
      ...[offered()?.dom].filter((each) => each !== undefined),
      h('p', { class: 'labelled__hint' }, hint),
    );
  }

  function offered(): TickList | null {
    if (offers === null) return null;
    return isGuest ? offers.guests : offers.members;
  }

  function check(): string | null {
    if (isGuest && offers === null) return 'Wait for the list of rooms: a guest needs one at least.';
    const { length } = offered()?.ticked() ?? [];
    if (isGuest && length === 0) return 'Choose a room at least: a guest sees no other.';
    return length > MOST_INVITE_ROOMS ? `Choose ${MOST_INVITE_ROOMS} rooms at most.` : null;
  }
}

function offersOf(rooms: readonly InviteRoom[]): Offers {
  const find = 'Find a room';
  const all = rooms.map((room) => toItem(room, room.is_private ? ['private'] : []));
  const hidden = rooms.filter(({ is_private }) => is_private).map((room) => toItem(room, []));
  const guests = tickList({ legend: 'Rooms that they see', find, items: all, ticked: [DEFAULT_ROOM] });
  const members = tickList({ legend: 'Private rooms they come into', find, items: hidden });
  return { guests, members: hidden.length === 0 ? null : members };
}

/** With its name, as it stands in the list of invites, where the title does not give it. */
function toItem({ name, title }: InviteRoom, notes: readonly string[]): TickItem {
  const called = title || name;
  const also = nameOfTitle(called) === name ? [] : [name];
  return { id: name, title: called, note: [...notes, ...also].join(' · ') };
}
