import type { Person } from '@bookchat/shared';
import { messageList } from '../components/message-list.ts';
import { firstUnreadPill, newMessagesPill } from '../components/new-messages-pill.ts';
import { stretchEnd } from '../components/stretch-end.ts';
import { h, on } from '../lib/h.ts';
import { isFocusLost } from '../lib/is-focus-lost.ts';
import { scrollKeeper } from '../lib/scroll-keeper.ts';
import type { ReadableStore } from '../lib/store.ts';
import type { Conversation } from '../stores/conversation.ts';
import { BEGINNING, type Side } from '../stores/history.ts';
import type { Identity } from '../stores/identity.ts';
import { describeStuck } from './describe-stuck.ts';
import { preloader } from './preloader.ts';
import { standIn } from './stand-in.ts';
import { toTimeline } from './to-timeline.ts';
import type { NewsMark } from './watch-reading.ts';
import './timeline-view.css';

/** What stays in sight above the first message that is new. */
const ABOVE_LINE_PX = 72;
/** Browsers scroll to whole pixels of the screen, and lay out in parts of them. */
const ROUNDING_PX = 1;

export interface TimelineOptions {
  readonly conversation: Conversation;
  /** What the room is called. */
  readonly title: ReadableStore<string>;
  /** What stands above its first message. */
  beginning(): string;
  /** Where what was new began when the reader came; null where nothing was. */
  readonly news: ReadableStore<NewsMark | null>;
  /** Shows who somebody is; null where nobody has an account. */
  readonly meet: ((id: string) => void) | null;
  /** Everyone with an account. */
  readonly people: ReadableStore<readonly Pick<Person, 'id'>[]>;
  readonly isWritable: ReadableStore<boolean>;
  readonly identity: Identity;
  clock(): Date;
  /** What the empty room's button does. */
  write(): void;
  readonly signal: AbortSignal;
}

/** The room's messages in a frame that scrolls through all of its history. */
export function timelineView(options: TimelineOptions) {
  const { conversation, title, news, people, isWritable, identity, clock, write, meet, signal } = options;
  const { history, outbox, commits, sync } = conversation;
  const list = messageList(title.get(), { retry: outbox.retry, discard: outbox.discard, meet }, clock);
  const ends = { older: stretchEnd(() => pages.tryAgain()), newer: stretchEnd(() => pages.tryAgain()) };
  const beginning = h('p', { class: 'timeline__beginning' });
  const instead = standIn({ write, tryAgain: sync.nudge });
  const pill = newMessagesPill(goToNewest);
  const pillAbove = firstUnreadPill(() => void goToFirstUnread());
  /** Which line the reader has seen, or was brought to. */
  let lineSeen: string | null = null;
  let lineFailed = false;
  // A room that cannot be opened says so above what is pending, which stands at the foot as always.
  const column = h(
    'div',
    { class: 'timeline__column' },
    instead.dom,
    ends.older.dom,
    beginning,
    list.dom,
    ends.newer.dom,
  );
  // What has the focus is what the keys scroll.
  const scroller = on(h('div', { class: 'timeline__scroller', id: 'messages', tabindex: -1 }, column), {
    scroll: scrolled,
  });
  const dom = h('main', { class: 'timeline', tabindex: -1 }, scroller, pillAbove.dom, pill.dom);
  // Not the headings: a day's heading goes up when older messages of that day come in above.
  const keeper = scrollKeeper(scroller, () => list.dom.querySelectorAll('.message'));
  const pages = preloader(scroller, history, sync, signal);

  const resized = new ResizeObserver(holdPlace);
  resized.observe(scroller);
  resized.observe(column);
  signal.addEventListener('abort', () => resized.disconnect());
  title.subscribe(retitle, signal);
  retitle(title.get());
  const stores = [history, outbox, commits, identity, identity.silence, news, isWritable, people];
  for (const store of stores) store.subscribe(show, signal);
  show();
  return { dom, goToNewest };

  function retitle(name: string): void {
    beginning.textContent = options.beginning();
    list.retitle(name);
  }

  function show(): void {
    if (keeper.isOutdated()) holdPlace();
    keepFocus(() => keeper.keep(render));
    if (history.get().following) keeper.toEnd();
    lookForLine();
    pages.preload();
  }

  function render(): void {
    const state = history.get();
    // Past the end of the stretch there may be more than what is pending: it would stand in the wrong place.
    const pending = state.hasNewer ? [] : outbox.get();
    const items = toTimeline({
      ...state,
      pending,
      commits: commits.get(),
      beginsAfter: state.hasOlder ? state.beginsAfter : BEGINNING,
      readUpTo: news.get()?.after ?? null,
      silence: identity.silence.get(),
      isOwn: identity.isOwn,
      hasCard,
    });
    const empty = items.length === 0 && !state.hasOlder;
    ends.older.update({ goesOn: state.hasOlder, trouble: troubleOn('older') });
    ends.newer.update({ goesOn: state.hasNewer, trouble: troubleOn('newer') });
    beginning.hidden = state.status.kind !== 'ready' || state.hasOlder || empty;
    list.update(items);
    instead.update({ status: state.status, empty, writable: isWritable.get() });
    pill.update(state);
  }

  function hasCard(id: string): boolean {
    return meet !== null && people.get().some((person) => person.id === id);
  }

  function troubleOn(side: Side): string | null {
    const { stuck } = history.get();
    return stuck?.side === side ? describeStuck(stuck) : null;
  }

  /** What goes from the page must not take the focus with it: the keys would do nothing. */
  function keepFocus(change: () => void): void {
    const within = dom.contains(document.activeElement);
    change();
    if (within && isFocusLost()) scroller.focus({ preventScroll: true });
  }

  function scrolled(): void {
    // The event of an earlier scroll may come after a new layout: where that left the frame is not where anyone went.
    if (keeper.isOutdated()) holdPlace();
    else keeper.remember();
    const { status, hasNewer } = history.get();
    if (status.kind === 'ready') history.setFollowing(!hasNewer && keeper.isAtEnd());
    lookForLine();
    pages.preload();
  }

  function holdPlace(): void {
    if (history.get().following) {
      keeper.toEnd();
      keeper.remember();
    } else keeper.restore();
  }

  function goToNewest(): void {
    history.goToEnd();
    keeper.toEnd();
    pages.tryAgain();
  }

  /** The pill is there until the line has been on screen. */
  function lookForLine(): void {
    const line = findLine();
    const isOnScreen = line !== null && edgeOf(line) >= edgeOf(scroller) - ROUNDING_PX;
    if (isOnScreen) lineSeen = news.get()?.after ?? null;
    pillAbove.update({ isAbove: isLineAbove(line), failed: lineFailed, unread: news.get()?.unread ?? 0 });
  }

  /** Where it is not among what is held, it is older than all of that. */
  function isLineAbove(line: Element | null): boolean {
    const from = news.get()?.after ?? null;
    const { status, messages, hasOlder, beginsAfter } = history.get();
    if (from === null || from === lineSeen || status.kind !== 'ready') return false;
    const isHeld = beginsAfter === from || messages.some(({ id }) => id === from);
    return line !== null || (hasOlder && !isHeld);
  }

  async function goToFirstUnread(): Promise<void> {
    const from = news.get()?.after ?? null;
    if (from === null) return;
    try {
      if (findLine() === null) await history.goAfter(from, signal);
      lineFailed = false;
    } catch {
      lineFailed = true;
    }
    if (!signal.aborted) showLine();
  }

  function showLine(): void {
    const line = findLine();
    if (line !== null) {
      history.setFollowing(false);
      scroller.scrollTop += edgeOf(line) - edgeOf(scroller) - ABOVE_LINE_PX;
      keeper.remember();
      line.parentElement
        ?.querySelector<HTMLElement>('.unread-line + .message')
        ?.focus({ preventScroll: true });
    }
    lookForLine();
  }

  function findLine(): Element | null {
    return list.dom.querySelector('.unread-line');
  }
}

function edgeOf(part: Element): number {
  return part.getBoundingClientRect().top;
}
