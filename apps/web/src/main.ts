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
import { createIdentity } from './stores/identity.ts';
import { createTheme } from './stores/theme.ts';
import { chatView } from './views/chat-view.ts';
import { doorway } from './views/doorway.ts';

const forGood = new AbortController().signal;
const storage = safeStorage(() => localStorage, window);
const server = serverClock(() => new Date());
const fetch = watchRefusals(server.fetch, () => access.nudge());
const api = createApiClient(location.origin, fetch);
const now = () => performance.now();
let hasActed = false;
const access = createAccess({ api, storage, random: Math.random, now });
const named = createIdentity(storage, api);
const theme = createTheme(storage);
const clock = server.now;

theme.subscribe(paint);
followKeyboard(document.documentElement, window.visualViewport);
watchPresence(access, forGood);
for (const type of ['keydown', 'pointerdown']) addEventListener(type, () => (hasActed = true), true);
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
  if (me === null) {
    void named.settle();
    return openChat({ identity: named, storage }, null, place, signal);
  }
  return later(
    () => import('./account/as-person.ts'),
    ({ asPerson }) => openChat(asPerson({ access, storage, clock, fetch }, me, signal), me, place, signal),
    signal,
  );
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
  return later(
    () => import('./account/sign-in-view.ts'),
    ({ signInView }) => signInView({ access, state, theme, fetch, signal }),
    signal,
  );
}

function showOwnPage(signal: AbortSignal): Element {
  return doorway({ access, signal, inside: openOwnPage, outside: showSignIn });
}

function openOwnPage(_: unknown, signal: AbortSignal): Element {
  return later(
    () => import('./account/own-view.ts'),
    ({ ownView }) => ownView({ access, theme, clock, fetch, signal }),
    signal,
  );
}

function showJoining(signal: AbortSignal): Element {
  return later(
    () => import('./account/join-view.ts'),
    ({ joinView }) => joinView({ access, theme, fetch, signal }),
    signal,
  );
}

function showNotFound(signal: AbortSignal): Element {
  return later(
    () => import('./views/not-found-view.ts'),
    ({ notFoundView }) => notFoundView(),
    signal,
  );
}

function showAdmin(signal: AbortSignal): Element {
  return later(
    () => import('./admin/admin-view.ts'),
    ({ adminView }) => adminView({ access, theme, clock, fetch, signal }),
    signal,
  );
}

/** Its code comes when it is asked for, so that the chat need not carry it. */
function later<Part>(load: () => Promise<Part>, show: (part: Part) => Element, signal: AbortSignal): Element {
  const place = document.createElement('div');
  load().then(
    (part) => signal.aborted || arrive(place, show(part)),
    () => place.append('This page could not be loaded. Reload it.'),
  );
  return place;
}

/** Whoever came here by a button or a key goes on from where the new part begins. */
function arrive(place: Element, part: Element): void {
  place.replaceWith(part);
  if (hasActed && document.activeElement === document.body)
    part.querySelector('main')?.focus({ preventScroll: true });
}

function paint(chosen: Theme): void {
  if (chosen === 'system') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = chosen;
}
