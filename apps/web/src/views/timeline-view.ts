import { messageList } from '../components/message-list.ts';
import { newMessagesPill } from '../components/new-messages-pill.ts';
import { skeleton } from '../components/skeleton.ts';
import { h, on } from '../lib/h.ts';
import { scrollKeeper } from '../lib/scroll-keeper.ts';
import type { Conversation } from '../stores/conversation.ts';
import { type Identity, isOwn } from '../stores/identity.ts';
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
  const { room, history, outbox, sync } = conversation;
  const list = messageList(room, { retry: outbox.retry, discard: outbox.discard }, clock);
  const older = skeleton(2);
  const newer = skeleton(2);
  const beginning = h('p', { class: 'timeline__beginning' }, `This is where ${room} begins.`);
  const instead = standIn({ write, tryAgain: sync.nudge });
  const pill = newMessagesPill(leaveForNewest);
  const column = h('div', { class: 'timeline__column' }, older, beginning, list.dom, newer, instead.dom);
  const scroller = on(h('div', { class: 'timeline__scroller' }, column), { scroll: scrolled });
  const dom = h('main', { class: 'timeline', id: 'messages', tabindex: -1 }, scroller, pill.dom);
  // Not the headings: a day's heading goes up when older messages of that day come in above.
  const keeper = scrollKeeper(scroller, () => list.dom.querySelectorAll('.message'));
  const preload = preloader(scroller, history, signal);

  const resized = new ResizeObserver(followEnd);
  resized.observe(scroller);
  resized.observe(column);
  signal.addEventListener('abort', () => resized.disconnect());
  for (const store of [history, outbox, identity]) store.subscribe(show, signal);
  show();
  return { dom, goToNewest };

  function show(): void {
    const state = history.get();
    const ready = state.status.kind === 'ready';
    const pending = state.hasNewer ? [] : outbox.get();
    const items = toTimeline({ ...state, pending, isOwn: (message) => isOwn(message, identity.get()) });
    keeper.keep(() => {
      older.hidden = !state.hasOlder;
      newer.hidden = !state.hasNewer;
      beginning.hidden = !ready || state.hasOlder || items.length === 0;
      list.update(items);
      instead.update({ status: state.status, empty: items.length === 0 });
    });
    followEnd();
    pill.update(state);
    void preload();
  }

  function scrolled(): void {
    const { status, hasNewer } = history.get();
    if (status.kind === 'ready') history.setFollowing(!hasNewer && keeper.isAtEnd());
    void preload();
  }

  function followEnd(): void {
    if (history.get().following) keeper.toEnd();
  }

  function leaveForNewest(): void {
    // The pill goes, and must not take the focus with it.
    dom.focus({ preventScroll: true });
    goToNewest();
  }

  function goToNewest(): void {
    if (history.get().hasNewer) {
      // Where the server is away, the offline bar says so, and the reader stays where they are.
      history.loadNewest(signal).catch(() => undefined);
      return;
    }
    history.setFollowing(true);
    keeper.toEnd();
  }
}
