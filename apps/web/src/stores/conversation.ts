import type { Message } from '@bookchat/shared';
import type { ApiClient } from '../api-client.ts';
import type { SafeStorage } from '../lib/storage.ts';
import { type Commits, createCommits } from './commits.ts';
import { createDraft, type Draft } from './draft.ts';
import { createHistory, type History } from './history.ts';
import { type Identity, isOwn } from './identity.ts';
import { createOutbox, type Outbox } from './outbox.ts';
import { createPeople, type People } from './people.ts';
import { createSync, type Sync } from './sync.ts';

/** All that a page knows of one room. */
export interface Conversation {
  readonly room: string;
  readonly history: History;
  readonly outbox: Outbox;
  readonly people: People;
  readonly commits: Commits;
  readonly draft: Draft;
  readonly sync: Sync;
}

export interface ConversationOptions {
  room: string;
  api: ApiClient;
  storage: SafeStorage;
  identity: Identity;
  mintId(): string;
  clock(): Date;
  now(): number;
  random(): number;
}

/** Ties a room's stores together; it begins at `sync.resume()` and ends at `sync.stop()`. */
export function createConversation(options: ConversationOptions): Conversation {
  const { room, api, storage, identity, ...environment } = options;
  const people = createPeople();
  const history = createHistory(room, api, (message) => isOwn(message, identity.get()));
  const outbox = createOutbox({ room, api, storage, ...environment, onSaved });
  const sync = createSync({ api, ...environment, onStart, onChanges, onFailure: history.fail });
  const commits = createCommits();
  for (const store of [history, sync])
    store.subscribe(() => commits.take(history.get().messages, sync.get().archive));
  return { room, history, outbox, people, commits, draft: createDraft(room, storage), sync };

  async function onStart(signal: AbortSignal): Promise<void> {
    await history.loadNewest(signal);
    // Whatever the server had taken is in its history now, or was taken back by a restore.
    outbox.settle(outbox.get().flatMap(({ id, delivery }) => (delivery.kind === 'saved' ? [id] : [])));
    take(history.get().messages);
    outbox.resume();
  }

  async function onChanges(messages: readonly Message[], signal: AbortSignal): Promise<void> {
    await history.apply(messages, signal);
    take(messages);
  }

  function take(messages: readonly Message[]): void {
    people.see(messages);
    outbox.settle(messages.map(({ id }) => id));
  }

  function onSaved({ message, repeated }: Awaited<ReturnType<ApiClient['postMessage']>>): void {
    // What an earlier attempt had brought there may be in history already, and then no change will tell.
    const oldest = history.get().messages[0];
    const isHistory = oldest !== undefined && message.created_at < oldest.created_at;
    if (repeated && (isHistory || holds(message.id))) outbox.settle([message.id]);
    sync.nudge();
  }

  function holds(id: string): boolean {
    return history.get().messages.some((message) => message.id === id);
  }
}
