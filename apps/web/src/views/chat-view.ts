import { announcer } from '../components/announcer.ts';
import { archiveRibbon } from '../components/archive-ribbon.ts';
import { chatHeader } from '../components/chat-header.ts';
import { offlineBar } from '../components/offline-bar.ts';
import { themeSwitch } from '../components/theme-switch.ts';
import { h } from '../lib/h.ts';
import type { Conversation } from '../stores/conversation.ts';
import type { Identity } from '../stores/identity.ts';
import type { ThemeStore } from '../stores/theme.ts';
import { announceNews } from './announce-news.ts';
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
  const ribbon = archiveRibbon();
  const themes = themeSwitch(theme.choose);
  const header = chatHeader(room, themes.dom, ribbon.dom);
  const offline = offlineBar(sync.nudge);
  const writing = writingArea({ conversation, identity, sent: () => timeline.goToNewest() });
  const timeline = timelineView({ conversation, identity, clock, signal, write: writing.focus });
  const news = announcer();
  announceNews(conversation, identity, news, signal);

  for (const store of [history, people, sync]) store.subscribe(show, signal);
  theme.subscribe(themes.update, signal);
  themes.update(theme.get());
  show();
  document.title = `${room} · BookChat`;
  const skip = h('a', { class: 'skip-link', href: '#messages' }, 'Skip to the messages');
  return h('div', { class: 'chat' }, skip, header.dom, offline.dom, timeline.dom, writing.dom, news.dom);

  function show(): void {
    const { connection, archive } = sync.get();
    const ready = history.get().status.kind === 'ready';
    header.update({ people: ready ? people.get() : null, connection: connection.kind });
    ribbon.update(archive);
    // A room that could not be opened says so itself, in its own place.
    offline.update(ready && connection.kind === 'away' ? connection : null);
  }
}
