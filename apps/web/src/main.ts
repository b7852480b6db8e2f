import './styles/tokens.css';
import './styles/reset.css';
import './styles/base.css';
import type { AsPerson } from './account/as-person.ts';
import { createApiClient } from './api-client.ts';
import { followKeyboard } from './lib/follow-keyboard.ts';
import { createIdMint } from './lib/mint-id.ts';
import { type Place, startRouter } from './lib/router.ts';
import { serverClock } from './lib/server-clock.ts';
import { safeStorage } from './lib/storage.ts';
import type { Theme } from './lib/themes.ts';
import { watchPresence } from './lib/watch-presence.ts';
import { watchRefusals } from './lib/watch-refusals.ts';
import { createAccess, type Insider, type SignedOut } from './stores/access.ts';
import { createChat } from './stores/chat.ts';
import type { createIdentity, NamedIdentity } from './stores/identity.ts';
import { createTheme } from './stores/theme.ts';
import { chatView } from './views/chat-view.ts';
import { doorway } from './views/doorway.ts';
import { later } from './views/later.ts';
import { waitingRoom } from './views/waiting-room.ts';

const forGood = new AbortController().signal;
const storage = safeStorage(() => localStorage, window);
const server = serverClock(() => new Date());
const fetch = watchRefusals(server.fetch, () => access.doubt());
const api = createApiClient(location.origin, fetch);
const now = () => performance.now();
const access = createAccess({ api, storage, random: Math.random, now });
const theme = createTheme(storage);
const clock = server.now;
/** Under which name one writes where nobody signs in. */
let named: NamedIdentity | null = null;

theme.subscribe(paint);
followKeyboard(document.documentElement, window.visualViewport);
watchPresence(access, forGood);
startRouter(document.body, {
  '/': showRoom,
  '/rooms/:name': showRoom,
  '/sign-in': showRoom,
  '/me': showOwnPage,
  '/join': showJoining,
  '/admin': showAdmin,
  '*': showNotFound,
});

function showRoom(signal: AbortSignal, place: Place): Element {
  const inside = (me: Insider | null, within: AbortSignal) => openRooms(me, place, within);
  return doorway({ access, signal, inside, outside: showSignIn });
}

function openRooms(me: Insider | null, place: Place, signal: AbortSignal): Element {
  const meanwhile = waitingRoom(access.nudge).dom;
  if (me === null)
    return later({
      load: () => import('./stores/identity.ts'),
      show: ({ createIdentity }) => openToAll(createIdentity, place, signal),
      meanwhile,
      signal,
    });
  return later({
    load: () => import('./account/as-person.ts'),
    show: ({ asPerson }) =>
      openChat(asPerson({ access, storage, theme, clock, fetch }, me, signal), me, place, signal),
    meanwhile,
    signal,
  });
}

function openToAll(create: typeof createIdentity, place: Place, signal: AbortSignal): Element {
  named ??= create(storage, api);
  void named.settle();
  return openChat({ identity: named, storage }, null, place, signal);
}

function openChat(
  writer: Pick<AsPerson, 'identity' | 'storage'> & Partial<AsPerson>,
  viewer: Insider | null,
  place: Place,
  signal: AbortSignal,
): Element {
  const mintId = createIdMint(Date.now);
  const chat = createChat({
    api,
    viewer,
    mintId,
    clock,
    now,
    random: Math.random,
    onStanding: access.compare,
    signal,
    ...writer,
  });
  watchPresence(chat.sync, signal);
  return chatView({ chat, theme, place, fetch, clock, signal, ...writer });
}

function showSignIn(state: SignedOut, signal: AbortSignal): Element {
  return later({
    load: () => import('./account/sign-in-view.ts'),
    show: ({ signInView }) => signInView({ access, state, theme, fetch, signal }),
    signal,
  });
}

function showOwnPage(signal: AbortSignal): Element {
  return later({
    load: () => import('./account/own-place.ts'),
    show: ({ ownPlace }) => ownPlace({ access, outside: showSignIn, theme, clock, fetch, signal }),
    signal,
  });
}

function showJoining(signal: AbortSignal): Element {
  return later({
    load: () => import('./account/join-view.ts'),
    show: ({ joinView }) => joinView({ access, theme, fetch, signal }),
    signal,
  });
}

function showNotFound(signal: AbortSignal): Element {
  return later({
    load: () => import('./views/not-found-view.ts'),
    show: ({ notFoundView }) => notFoundView(),
    signal,
  });
}

function showAdmin(signal: AbortSignal): Element {
  return later({
    load: () => import('./admin/admin-view.ts'),
    show: ({ adminView }) => adminView({ access, theme, clock, fetch, signal }),
    signal,
  });
}

function paint(chosen: Theme): void {
  if (chosen === 'system') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = chosen;
}
