import { announcer } from '../components/announcer.ts';
import { chatHeader } from '../components/chat-header.ts';
import { offlineBar } from '../components/offline-bar.ts';
import { themeSwitch } from '../components/theme-switch.ts';
import { h, on } from '../lib/h.ts';
import type { Conversation } from '../stores/conversation.ts';
import type { Identity } from '../stores/identity.ts';
import type { ThemeStore } from '../stores/theme.ts';
import { announceArchive } from './announce-archive.ts';
import { announceNews } from './announce-news.ts';
import { archiveView } from './archive-view.ts';
import { timelineView } from './timeline-view.ts';
import { writingArea } from './writing-area.ts';
import './chat-view.css';

export interface ChatOptions {
  readonly conversation: Conversation;
  readonly identity: Identity;
  readonly theme: ThemeStore;
  clock(): Date;
  readonly signal: AbortSignal;
}

/** The whole page of one room. */
export function chatView({ conversation, identity, theme, clock, signal }: ChatOptions): HTMLElement {
  const { room, history, people, sync } = conversation;
  const news = announcer();
  const archive = archiveView({ sync, clock, say: news.say, signal });
  const themes = themeSwitch(theme.choose);
  const header = chatHeader(room, themes.dom, archive);
  const offline = offlineBar(sync.nudge, () => writing.focus());
  const writing = writingArea({ conversation, identity, sent: () => timeline.goToNewest(), signal });
  const timeline = timelineView({ conversation, identity, clock, signal, write: writing.focus });
  announceNews(conversation, identity, news, signal);
  announceArchive(sync, news.say, signal);

  for (const store of [history, people, sync]) store.subscribe(show, signal);
  theme.subscribe(themes.update, signal);
  themes.update(theme.get());
  show();
  document.title = `${room} · BookChat`;
  const skip = h('a', { class: 'skip-link', href: '#messages' }, 'Skip to the messages');
  const skipToWrite = on(h('a', { class: 'skip-link', href: '#write' }, 'Write a message'), { click: write });
  return h(
    'div',
    { class: 'chat' },
    skip,
    skipToWrite,
    header.dom,
    offline.dom,
    timeline.dom,
    writing.dom,
    news.dom,
  );

  function write(event: MouseEvent): void {
    event.preventDefault();
    writing.focus();
  }

  function show(): void {
    const { connection } = sync.get();
    const ready = history.get().status.kind === 'ready';
    header.update({ people: ready ? people.get() : null, connection: connection.kind });
    // A room that could not be opened says so itself, in its own place.
    offline.update(ready && connection.kind === 'away' ? connection : null);
  }
}
