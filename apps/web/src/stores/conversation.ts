import type { Change, Message } from '@bookchat/shared';
import type { ApiClient } from '../api-client.ts';
import type { SafeStorage } from '../lib/storage.ts';
import { type Commits, createCommits } from './commits.ts';
import { createDraft, type Draft } from './draft.ts';
import { createHistory, type History } from './history.ts';
import type { Identity } from './identity.ts';
import { createOutbox, isTaken, type Outbox } from './outbox.ts';
import { createPeople, type People } from './people.ts';
import type { Sync } from './sync.ts';

/** All that a page knows of one room. */
export interface Conversation {
  readonly room: string;
  readonly history: History;
  readonly outbox: Outbox;
  readonly people: People;
  readonly commits: Commits;
  readonly draft: Draft;
  /** The page's own, which serves all rooms. */
  readonly sync: Sync;
  /** Loads the newest page; rejects with what the server or the network refused. */
  load(signal: AbortSignal): Promise<void>;
  /** Takes what has changed in whatever room. Somebody looks at this one, or not: then nothing is asked for. */
  apply(changes: readonly Change[], isShown: boolean, signal: AbortSignal): Promise<void>;
}

export interface ConversationOptions {
  readonly room: string;
  readonly sync: Sync;
  readonly api: ApiClient;
  readonly storage: SafeStorage;
  readonly identity: Identity;
  mintId(): string;
  clock(): Date;
  /** The page lets go of the room. */
  readonly signal: AbortSignal;
}

/** Ties a room's stores together. */
export function createConversation(options: ConversationOptions): Conversation {
  const { room, sync, api, storage, identity, mintId, clock, signal: leaving } = options;
  const people = createPeople();
  const history = createHistory(room, api, identity.isOwn);
  const saysName = identity.choose !== null;
  const outbox = createOutbox({
    room,
    saysName,
    api,
    storage,
    mintId,
    clock,
    nameNow: identity.get,
    onNameTaken: (name) => identity.doubt?.(name),
    onSaved,
  });
  const commits = createCommits();
  for (const store of [history, sync])
    store.subscribe(() => commits.take(history.get().messages, sync.get().archive), leaving);
  return { room, history, outbox, people, commits, draft: createDraft(room, storage), sync, load, apply };

  async function load(signal: AbortSignal): Promise<void> {
    await history.loadNewest(signal);
    // Whatever the server had taken is in its history now, or was taken back by a restore.
    outbox.settle(outbox.get().flatMap((entry) => (isTaken(entry) ? [entry.id] : [])));
    take(history.get().messages);
    outbox.resume();
  }

  async function apply(changes: readonly Change[], isShown: boolean, signal: AbortSignal): Promise<void> {
    const hidden = changes.flatMap((change) => (change.type === 'hidden' ? [change.id] : []));
    const messages = changes.flatMap((change) =>
      change.type === 'message' && change.message.room === room ? [change.message] : [],
    );
    if (hidden.length === 0 && messages.length === 0) return;
    await history.takeOut(hidden);
    await (isShown ? history.apply(messages, signal) : history.applyQuietly(messages));
    take(messages);
    outbox.settle(hidden);
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
