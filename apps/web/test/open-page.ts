import { onTestFinished } from 'vitest';
import type { SafeStorage } from '../src/lib/storage.ts';
import type { Conversation } from '../src/stores/conversation.ts';
import { createTheme } from '../src/stores/theme.ts';
import { chatView } from '../src/views/chat-view.ts';
import { memoryStorage } from './memory-storage.ts';
import { openRoom } from './open-room.ts';
import type { PageServer } from './page-server.ts';

export interface OpenPageOptions {
  readonly name?: string | null;
  readonly storage?: SafeStorage;
}

/** Shows the whole page to one person; it is left when the test ends. */
export function openPage(
  server: PageServer,
  { name = 'alice', storage = memoryStorage() }: OpenPageOptions = {},
): Conversation {
  const { conversation, identity } = openRoom({ url: server.url, fetch: server.fetch, name, storage });
  const leaving = new AbortController();
  const theme = createTheme(storage);
  const clock = () => new Date();
  document.body.replaceChildren(chatView({ conversation, identity, theme, clock, signal: leaving.signal }));
  conversation.sync.resume();
  onTestFinished(() => {
    leaving.abort();
    conversation.sync.stop();
  });
  return conversation;
}
