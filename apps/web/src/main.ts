import './styles/tokens.css';
import './styles/reset.css';
import './styles/base.css';
import { DEFAULT_ROOM } from '@bookchat/shared';
import { createApiClient } from './api-client.ts';
import { followKeyboard } from './lib/follow-keyboard.ts';
import { createIdMint } from './lib/mint-id.ts';
import { startRouter } from './lib/router.ts';
import { serverClock } from './lib/server-clock.ts';
import { safeStorage } from './lib/storage.ts';
import type { Theme } from './lib/themes.ts';
import { watchPresence } from './lib/watch-presence.ts';
import { createConversation } from './stores/conversation.ts';
import { createIdentity } from './stores/identity.ts';
import { createTheme } from './stores/theme.ts';
import { chatView } from './views/chat-view.ts';
import { notFoundView } from './views/not-found-view.ts';

const storage = safeStorage(() => localStorage, window);
const server = serverClock(() => new Date());
const api = createApiClient(location.origin, server.fetch);
const identity = createIdentity(storage);
const theme = createTheme(storage);
const clock = server.now;

theme.subscribe(paint);
followKeyboard(document.documentElement, window.visualViewport);
startRouter(document.body, { '/': showRoom, '/admin': showAdmin, '*': notFoundView });

function showRoom(signal: AbortSignal): Element {
  const conversation = createConversation({
    room: DEFAULT_ROOM,
    api,
    storage,
    identity,
    mintId: createIdMint(Date.now),
    clock,
    now: () => performance.now(),
    random: Math.random,
  });
  watchPresence(conversation.sync, signal);
  return chatView({ conversation, identity, theme, clock, signal });
}

/** Its code comes when it is asked for, so that the chat need not carry it. */
function showAdmin(signal: AbortSignal): Element {
  const place = document.createElement('div');
  import('./admin/admin-view.ts').then(
    ({ adminView }) =>
      signal.aborted || place.replaceWith(adminView({ theme, clock, fetch: server.fetch, signal })),
    () => place.append('This page could not be loaded. Reload it.'),
  );
  return place;
}

function paint(chosen: Theme): void {
  if (chosen === 'system') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = chosen;
}
