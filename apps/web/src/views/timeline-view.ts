import { messageList } from '../components/message-list.ts';
import { newMessagesPill } from '../components/new-messages-pill.ts';
import { stretchEnd } from '../components/stretch-end.ts';
import { h, on } from '../lib/h.ts';
import { scrollKeeper } from '../lib/scroll-keeper.ts';
import type { Conversation } from '../stores/conversation.ts';
import type { Side } from '../stores/history.ts';
import { type Identity, isOwn } from '../stores/identity.ts';
import { describeStuck } from './describe-stuck.ts';
import { preloader } from './preloader.ts';
import { standIn } from './stand-in.ts';
import { toTimeline } from './to-timeline.ts';
import './timeline-view.css';

export interface TimelineOptions {
  readonly conversation: Conversation;
  readonly identity: Identity;
  clock(): Date;
  /** What the empty room's button does. */
  write(): void;
  readonly signal: AbortSignal;
}

/** The room's messages in a frame that scrolls through all of its history. */
export function timelineView({ conversation, identity, clock, write, signal }: TimelineOptions) {
  const { room, history, outbox, commits, sync } = conversation;
  const list = messageList(room, { retry: outbox.retry, discard: outbox.discard }, clock);
  const ends = { older: stretchEnd(() => pages.tryAgain()), newer: stretchEnd(() => pages.tryAgain()) };
  const beginning = h('p', { class: 'timeline__beginning' }, `This is where ${room} begins.`);
  const instead = standIn({ write, tryAgain: sync.nudge });
  const pill = newMessagesPill(goToNewest);
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
  const dom = h('main', { class: 'timeline' }, scroller, pill.dom);
  // Not the headings: a day's heading goes up when older messages of that day come in above.
  const keeper = scrollKeeper(scroller, () => list.dom.querySelectorAll('.message'));
  const pages = preloader(scroller, history, sync, signal);

  const resized = new ResizeObserver(holdPlace);
  resized.observe(scroller);
  resized.observe(column);
  signal.addEventListener('abort', () => resized.disconnect());
  for (const store of [history, outbox, commits, identity]) store.subscribe(show, signal);
  show();
  return { dom, goToNewest };

  function show(): void {
    if (keeper.isOutdated()) holdPlace();
    keepFocus(() => keeper.keep(render));
    if (history.get().following) keeper.toEnd();
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
      isOwn: (message) => isOwn(message, identity.get()),
    });
    const empty = items.length === 0 && !state.hasOlder;
    ends.older.update({ goesOn: state.hasOlder, trouble: troubleOn('older') });
    ends.newer.update({ goesOn: state.hasNewer, trouble: troubleOn('newer') });
    beginning.hidden = state.status.kind !== 'ready' || state.hasOlder || empty;
    list.update(items);
    instead.update({ status: state.status, empty });
    pill.update(state);
  }

  function troubleOn(side: Side): string | null {
    const { stuck } = history.get();
    return stuck?.side === side ? describeStuck(stuck) : null;
  }

  /** What goes from the page must not take the focus with it: the keys would do nothing. */
  function keepFocus(change: () => void): void {
    const within = dom.contains(document.activeElement);
    change();
    const { activeElement, body } = document;
    const isLost = activeElement === body || activeElement?.checkVisibility() === false;
    if (within && isLost) scroller.focus({ preventScroll: true });
  }

  function scrolled(): void {
    // The event of an earlier scroll may come after a new layout: where that left the frame is not where anyone went.
    if (keeper.isOutdated()) holdPlace();
    else keeper.remember();
    const { status, hasNewer } = history.get();
    if (status.kind === 'ready') history.setFollowing(!hasNewer && keeper.isAtEnd());
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
}
