import { type Call, createCall } from '../admin/call.ts';
import type { ReadableStore } from '../lib/store.ts';
import { visit } from '../lib/visit.ts';
import type { PeopleDesk } from '../people/people-desk.ts';
import type { Chat } from '../stores/chat.ts';
import { mayManage, mayWrite } from '../stores/viewer.ts';
import { createDeeds } from './deeds.ts';
import type { RoomsDesk } from './desk.ts';
import { followPeople } from './follow-people.ts';
import { roomList } from './room-list.ts';
import { roomsSheet } from './rooms-sheet.ts';
import { tryAgain } from './try-again.ts';
import { welcomeIn } from './welcome-in.ts';

export interface RoomsPartOptions {
  readonly chat: Chat;
  /** Which room is open. */
  readonly shown: ReadableStore<string>;
  readonly fetch: typeof globalThis.fetch;
  clock(): Date;
  /** Has a screen reader say something. */
  say(words: string): void;
  /** Brings the reader to where one writes, or to what stands there instead. */
  write(): void;
  /** Where the list stands on wide screens. */
  readonly place: HTMLElement;
  readonly signal: AbortSignal;
}

export interface RoomsPart {
  /** Puts the list into its place beside the conversation. */
  stand(): void;
  /** Opens the list over the conversation. */
  openList(): void;
  openDetails(): void;
  openSwitcher(): void;
  openPeople(): void;
  join(room: string): void;
  /** Shows who somebody is. */
  meet(id: string): void;
}

/** The list of rooms, and all that is done to rooms. */
export function roomsPart(options: RoomsPartOptions): RoomsPart {
  const { chat, shown, clock, say, write, place, signal } = options;
  const call: Call = createCall(location.origin, options.fetch);
  const deeds = createDeeds({ chat, call, say });
  const desk: RoomsDesk = { chat, shown, deeds, clock, say, go, meet, write, signal };
  const list = roomList(desk, {
    find: openSwitcher,
    make: openMaking,
    write: () =>
      follow(
        () => import('./ask-direct.ts'),
        ({ askDirect }) => askDirect(desk),
      ),
    browse: () =>
      follow(
        () => import('./browse-rooms.ts'),
        ({ openBrowsing }) => openBrowsing(desk),
      ),
    meet: openPeople,
    arrange: deeds.order,
  });
  const over = roomsSheet(list.dom, signal);
  const askForPeople = followPeople(chat, call, signal);
  welcomeIn(chat, say, signal);
  return { stand, openList, openDetails, openSwitcher, openPeople, join: deeds.join, meet };

  function stand(): void {
    over.close();
    place.replaceChildren(list.dom);
    // Whoever presses its keys types on at once.
    import('./switcher.ts').catch(() => undefined);
  }

  function openList(): void {
    over.open();
  }

  function go(room: string): void {
    over.close();
    visit(`/rooms/${room}`);
    if (shown.get() === room && matchMedia('(hover: hover)').matches) write();
  }

  function openSwitcher(): void {
    const load = () => import('./switcher.ts');
    follow(load, ({ openSwitcher: open }) => open(desk, openMaking));
  }

  function openMaking(title = ''): void {
    follow(
      () => import('./ask-room.ts'),
      ({ askRoom }) => askRoom(desk, title),
    );
  }

  function openPeople(): void {
    const known = peopleDesk();
    if (known === null) return;
    askForPeople();
    const load = () => import('../people/people-panel.ts');
    follow(load, ({ openPeoplePanel }) => openPeoplePanel(known));
  }

  function meet(id: string): void {
    const known = peopleDesk();
    if (known === null) return;
    const load = () => import('../people/profile-card.ts');
    follow(load, ({ openProfileCard }) => openProfileCard(known, id));
  }

  function peopleDesk(): PeopleDesk | null {
    const { viewer, people, sync } = chat;
    if (viewer === null) return null;
    const present: PeopleDesk['present'] = {
      get: () => sync.get().present,
      subscribe: (listener, until) => sync.subscribe((state) => listener(state.present), until),
    };
    const writeTo: PeopleDesk['write'] = async ({ id }) => {
      const { name } = await deeds.writeTo(id);
      return () => go(name);
    };
    return {
      people,
      present,
      me: viewer.id,
      clock,
      write: mayWrite(viewer) ? writeTo : null,
      invites: mayManage(viewer),
      signal,
    };
  }

  function openDetails(): void {
    const load = () => import('./details-sheet.ts');
    follow(load, ({ openDetailsSheet }) => openDetailsSheet(desk, shown.get()));
  }

  function follow<Part>(load: () => Promise<Part>, act: (part: Part) => void): void {
    load().then(
      (part) => signal.aborted || act(part),
      () => signal.aborted || tryAgain(desk, load, act),
    );
  }
}
