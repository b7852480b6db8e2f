import { DEFAULT_ROOM } from '@bookchat/shared';
import { onTestFinished } from 'vitest';
import type { SafeStorage } from '../src/lib/storage.ts';
import { createStore, type Store } from '../src/lib/store.ts';
import type { Chat } from '../src/stores/chat.ts';
import type { Conversation } from '../src/stores/conversation.ts';
import { createTheme } from '../src/stores/theme.ts';
import type { Viewer } from '../src/stores/viewer.ts';
import { type ChatOptions, chatView } from '../src/views/chat-view.ts';
import { memoryStorage } from './memory-storage.ts';
import { openRoom } from './open-room.ts';
import type { PageServer } from './page-server.ts';

export interface OpenPageOptions {
  readonly name?: string | null;
  readonly storage?: SafeStorage;
  readonly room?: string | null;
  readonly viewer?: Viewer;
  readonly account?: ChatOptions['account'];
}

export interface OpenedPage extends Conversation {
  readonly chat: Chat;
  /** What the address names. */
  readonly place: Store<string | null>;
}

/** Shows the whole page to one person; it is left when the test ends. */
export function openPage(
  server: PageServer,
  { name = 'alice', storage = memoryStorage(), room = null, viewer = null, account }: OpenPageOptions = {},
): OpenedPage {
  const leaving = new AbortController();
  const { signal } = leaving;
  const options = { url: server.url, fetch: server.fetch, name, storage, viewer, signal };
  const { chat, conversation, identity } = openRoom({ ...options, room: room ?? DEFAULT_ROOM });
  const theme = createTheme(storage);
  const clock = () => new Date();
  const place = createStore(room);
  // The page asks the server that it came from: here the test's own.
  const fetch: typeof globalThis.fetch = (input, init) =>
    server.fetch(String(input).replace(location.origin, server.url), init);
  const own = account === undefined ? {} : { account };
  document.body.replaceChildren(
    chatView({ chat, identity, theme, storage, place, fetch, clock, signal, ...own }),
  );
  chat.sync.resume();
  onTestFinished(() => {
    leaving.abort();
    chat.sync.stop();
  });
  return { ...conversation, chat, place };
}
