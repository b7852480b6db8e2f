import { DEFAULT_ROOM } from '@bookchat/shared';
import { createApiClient } from '../src/api-client.ts';
import { createIdMint } from '../src/lib/mint-id.ts';
import { serverClock } from '../src/lib/server-clock.ts';
import type { SafeStorage } from '../src/lib/storage.ts';
import { type Conversation, createConversation } from '../src/stores/conversation.ts';
import { createIdentity, type Identity } from '../src/stores/identity.ts';
import { memoryStorage } from './memory-storage.ts';

export interface OpenRoomOptions {
  readonly url: string;
  readonly name?: string | null;
  readonly fetch?: typeof globalThis.fetch;
  readonly storage?: SafeStorage;
  readonly clock?: () => Date;
}

/** The stores of one page: what `main.ts` makes, for a named person and with a storage of its own. */
export function openRoom({
  url,
  name = 'alice',
  fetch,
  storage = memoryStorage(),
  clock = () => new Date(),
}: OpenRoomOptions): {
  conversation: Conversation;
  identity: Identity;
} {
  const identity = createIdentity(storage);
  if (name !== null) identity.choose(name);
  const server = serverClock(clock, fetch);
  const conversation = createConversation({
    room: DEFAULT_ROOM,
    api: createApiClient(url, server.fetch),
    storage,
    identity,
    mintId: createIdMint(Date.now),
    clock: server.now,
    now: () => performance.now(),
    random: () => 0,
  });
  return { conversation, identity };
}
