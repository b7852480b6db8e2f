import { announcer } from '../components/announcer.ts';
import { chatHeader } from '../components/chat-header.ts';
import { offlineBar, partsBar } from '../components/offline-bar.ts';
import { themeSwitch } from '../components/theme-switch.ts';
import { DEFAULT_ROOM } from '../lib/contract.ts';
import { every } from '../lib/every.ts';
import { h, on } from '../lib/h.ts';
import type { lineOfDirect } from '../lib/line-of-direct.ts';
import { onChange } from '../lib/on-change.ts';
import { persistently } from '../lib/persistently.ts';
import type { Place } from '../lib/router.ts';
import type { SafeStorage } from '../lib/storage.ts';
import { createStore } from '../lib/store.ts';
import { sumUnread } from '../lib/sum-unread.ts';
import { facesOfRoom } from '../lib/title-of-room.ts';
import type { Chat } from '../stores/chat.ts';
import { firstRoom } from '../stores/first-room.ts';
import type { Identity } from '../stores/identity.ts';
import type { ListedRoom } from '../stores/rooms.ts';
import type { ThemeStore } from '../stores/theme.ts';
import { archiveView } from './archive-view.ts';
import { namesPresent } from './names-present.ts';
import { type RoomView, roomView } from './room-view.ts';
import { roomsAside } from './rooms-aside.ts';
import { titleOfPage } from './title-of-page.ts';
import type { WritingAreaOptions } from './writing-area.ts';
import './chat-view.css';

/** How old the time may be that it is where somebody else is. */
const REFRESH_MS = 20_000;
const LAST_ROOM_KEY = 'bookchat.room';

export interface ChatOptions {
  readonly chat: Chat;
  readonly identity: Identity;
  readonly theme: ThemeStore;
  readonly storage: SafeStorage;
  /** The room that the address names, if it names one. */
  readonly place: Place;
  readonly fetch: typeof globalThis.fetch;
  clock(): Date;
  /** What stands at the end of the cover for somebody who is signed in. */
  account?(say: (words: string) => void): Element;
  readonly silenceNote?: WritingAreaOptions['silenceNote'];
  readonly signal: AbortSignal;
}

/** The whole page of the chat: all rooms, one of them open. */
export function chatView(options: ChatOptions): HTMLElement {
  const { chat, identity, theme, storage, place, fetch, clock, account, silenceNote, signal } = options;
  const { sync, rooms, viewer } = chat;
  const ownId = viewer?.id ?? null;
  const shown = createStore(place.get() ?? lastRoom());
  const news = announcer();
  const telling = persistently(() => import('./announcements.ts'), signal);
  const archive = archiveView({ sync, rooms, shown, clock, say: news.say, signal });
  const themes = themeSwitch(theme.choose);
  const { say } = news;
  const write = () => room.focus();
  const parts = partsBar(() => room.dom.querySelector('main')?.focus({ preventScroll: true }));
  const { complain } = parts;
  const aside = roomsAside({ chat, shown, fetch, clock, say, complain, write, signal });
  const own = account === undefined ? [] : [account(news.say)];
  const header = chatHeader(aside, themes.dom, archive, ...own);
  const offline = offlineBar(sync.nudge, write);
  let lineOf: typeof lineOfDirect | null = null;
  let leaving = new AbortController();
  let room = open(shown.get());
  void telling.then(({ announceArchive }) => announceArchive(sync, news.say, signal));

  onChange(rooms, ({ status }) => status, leaveMissing, signal);
  for (const store of [rooms, sync, chat.people]) store.subscribe(show, signal);
  every(REFRESH_MS, show, signal);
  place.subscribe((name) => go(name ?? lastRoom()), signal);
  signal.addEventListener('abort', () => leaving.abort());
  theme.subscribe(themes.update, signal);
  themes.update(theme.get());
  show();
  const skip = h('a', { class: 'skip-link', href: '#messages' }, 'Skip to the messages');
  const skipToWrite = on(h('a', { class: 'skip-link', href: '#write' }, 'Write a message'), {
    click: goToWriting,
  });
  const body = h('div', { class: 'chat__body' }, aside.dom, room.dom);
  return h('div', { class: 'chat' }, skip, skipToWrite, header.dom, offline.dom, parts.dom, body, news.dom);

  function lastRoom(): string {
    const last = storage.read(LAST_ROOM_KEY) ?? DEFAULT_ROOM;
    const isGone = rooms.get().status === 'ready' && rooms.find(last) === undefined;
    return (isGone && firstRoom(rooms)) || last;
  }

  function go(name: string): void {
    if (name === shown.get()) return;
    leaving.abort();
    leaving = new AbortController();
    const next = open(name);
    room.dom.replaceWith(next.dom);
    room = next;
    shown.set(name);
    show();
    // Under a finger the keyboard would cover what one came to read.
    if (matchMedia('(hover: hover)').matches) room.focus();
  }

  function open(name: string): RoomView {
    const until = leaving.signal;
    const view = roomView({
      chat,
      name,
      identity,
      clock,
      join: aside.join,
      meet: aside.meet,
      silenceNote,
      signal: until,
    });
    const conversation = chat.open(name);
    void telling.then(({ announceNews }) => announceNews(conversation, identity, news, until));
    for (const store of [conversation.history, conversation.people, view.title]) store.subscribe(show, until);
    return view;
  }

  /** The room that was open last may be gone when the page opens; one that the address names says so itself. */
  function leaveMissing(): void {
    const first = firstRoom(rooms);
    if (first !== undefined && rooms.find(shown.get()) === undefined && place.get() === null) go(first);
  }

  function goToWriting(event: MouseEvent): void {
    event.preventDefault();
    room.focus();
  }

  function show(): void {
    const name = shown.get();
    const { history } = chat.open(name);
    const { connection } = sync.get();
    const listed = rooms.find(name);
    const ready = history.get().status.kind === 'ready';
    const unread = sumUnread(rooms.get().rooms);
    if (listed !== undefined) storage.write(LAST_ROOM_KEY, name);
    header.update({
      title: room.title.get(),
      description: describe(listed),
      isThere: listed !== undefined || rooms.get().status === 'loading',
      people: namesIn(listed, ready),
      isDirect: listed?.kind === 'direct',
      connection: connection.kind,
      news: unread,
    });
    // A room that could not be opened says so itself, in its own place.
    offline.update(ready && connection.kind === 'away' ? connection : null);
    document.title = titleOfPage(room.title.get(), unread);
  }

  function describe(listed: ListedRoom | undefined): string {
    if (listed?.kind !== 'direct') return listed?.description ?? '';
    if (lineOf === null) return loadLine();
    return lineOf(listed, { people: chat.people.get(), present: sync.get().present, ownId, now: clock() });
  }

  function loadLine(): string {
    const part = import('../lib/line-of-direct.ts');
    part.then(
      ({ lineOfDirect: loaded }) => {
        lineOf = loaded;
        if (!signal.aborted) show();
      },
      () => undefined,
    );
    return '';
  }

  function namesIn(listed: ListedRoom | undefined, ready: boolean): readonly string[] | null {
    if (listed?.kind === 'direct') return facesOfRoom(listed, chat.people.get(), ownId);
    if (viewer !== null) return namesPresent(chat, listed);
    return ready ? conversationNames() : null;
  }

  function conversationNames(): readonly string[] {
    return chat.open(shown.get()).people.get();
  }
}
