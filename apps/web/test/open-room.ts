import { DEFAULT_ROOM } from '@bookchat/shared';
import { createApiClient } from '../src/api-client.ts';
import { createIdMint } from '../src/lib/mint-id.ts';
import { serverClock } from '../src/lib/server-clock.ts';
import type { SafeStorage } from '../src/lib/storage.ts';
import { type Chat, createChat } from '../src/stores/chat.ts';
import type { Conversation } from '../src/stores/conversation.ts';
import { createIdentity, type Identity } from '../src/stores/identity.ts';
import type { Viewer } from '../src/stores/viewer.ts';
import { memoryStorage } from './memory-storage.ts';

export interface OpenRoomOptions {
  readonly url: string;
  readonly name?: string | null;
  readonly room?: string;
  readonly viewer?: Viewer;
  readonly fetch?: typeof globalThis.fetch;
  readonly storage?: SafeStorage;
  readonly clock?: () => Date;
  readonly signal?: AbortSignal;
}

/** The stores of one page: what `main.ts` makes, for a named person and with a storage of its own. */
export function openRoom({
  url,
  name = 'alice',
  room = DEFAULT_ROOM,
  viewer = null,
  fetch,
  storage = memoryStorage(),
  clock = () => new Date(),
  signal = new AbortController().signal,
}: OpenRoomOptions): {
  chat: Chat;
  conversation: Conversation;
  identity: Identity;
} {
  if (name !== null) storage.write('bookchat.name', name);
  // Somebody chose it on this page, where their browser keeps nothing.
  const read = (key: string) => storage.read(key) ?? (key === 'bookchat.name' ? name : null);
  const server = serverClock(clock, fetch);
  const api = createApiClient(url, server.fetch);
  const identity = createIdentity({ ...storage, read }, api);
  const chat = createChat({
    api,
    storage,
    identity,
    viewer,
    mintId: createIdMint(Date.now),
    clock: server.now,
    now: () => performance.now(),
    random: () => 0,
    signal,
  });
  return { chat, conversation: chat.show(room), identity };
}
