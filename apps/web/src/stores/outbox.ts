import type { ApiClient } from '../api-client.ts';
import { hasCode, reasonOf, retryAfterMs } from '../api-error.ts';
import { oneAtATime } from '../lib/one-at-a-time.ts';
import type { SafeStorage } from '../lib/storage.ts';
import { createStore, type ReadableStore } from '../lib/store.ts';

/** Between two tries of a message that meets a server in maintenance. */
const SHORTEST_WAIT_MS = 1_000;

export type Delivery =
  | { readonly kind: 'sending' | 'saved' | 'kept' }
  | { readonly kind: 'failed'; readonly reason: string; readonly nameTaken?: true };

/** An own message that history does not show yet, and how far it has come. */
export interface OutboxEntry {
  readonly id: string;
  readonly room: string;
  readonly author: string;
  readonly content: string;
  readonly created_at: string;
  readonly delivery: Delivery;
}

export interface Outbox extends ReadableStore<readonly OutboxEntry[]> {
  send(content: string, author: string): void;
  /**
   * Sends a failed message again, under its first id, so that it cannot appear twice; where the name turned out to be
   * somebody else's, under the one that the writer has now.
   */
  retry(id: string): void;
  discard(id: string): void;
  /** Lets go of messages that history holds by now. */
  settle(ids: Iterable<string>): void;
  /** Sends what a closed page left behind. */
  resume(): void;
}

export interface OutboxOptions {
  room: string;
  /** Whether a message says who wrote it; the server knows that of whoever is signed in. */
  saysName: boolean;
  api: Pick<ApiClient, 'postMessage'>;
  storage: SafeStorage;
  mintId(): string;
  clock(): Date;
  /** Under which name one writes now; null until another is chosen. */
  nameNow(): string | null;
  /** Called with a name that the server says is somebody else's. */
  onNameTaken(name: string): void;
  /** Called with what the server answered for each message that it took. */
  onSaved(answer: Awaited<ReturnType<ApiClient['postMessage']>>): void;
}

/** Own messages on their way. Each is kept in storage, under a key of its own, until the server has it. */
export function createOutbox({
  room,
  saysName,
  api,
  storage,
  mintId,
  clock,
  nameNow,
  onNameTaken,
  onSaved,
}: OutboxOptions): Outbox {
  const prefix = `bookchat.outbox.${room}.`;
  const store = createStore<readonly OutboxEntry[]>(readStored());
  // One after another, so that they arrive in the order in which they were written.
  const inTurn = oneAtATime();
  return { get: store.get, subscribe: store.subscribe, send, retry, discard, settle, resume };

  function send(content: string, author: string): void {
    const id = mintId();
    const created_at = clock().toISOString();
    store.set([...store.get(), { id, room, author, content, created_at, delivery: { kind: 'sending' } }]);
    deliver(id);
  }

  function retry(id: string): void {
    const entry = find(id);
    if (entry?.delivery.kind !== 'failed') return;
    deliver(id, (entry.delivery.nameTaken && nameNow()) || entry.author);
  }

  function resume(): void {
    for (const { id, delivery } of store.get()) if (delivery.kind === 'sending') deliver(id);
  }

  function deliver(id: string, author?: string): void {
    mark(id, { kind: 'sending' }, author);
    void inTurn(() => post(id));
  }

  async function post(id: string): Promise<void> {
    const entry = find(id);
    if (entry === undefined) return;
    try {
      const { author, content } = entry;
      const answer = await api.postMessage({ id, room, content, ...(saysName ? { author } : {}) });
      mark(id, { kind: answer.message.kept_here ? 'kept' : 'saved' });
      onSaved(answer);
    } catch (error) {
      await refused(entry, error);
    }
  }

  async function refused(entry: OutboxEntry, error: unknown): Promise<void> {
    const { id } = entry;
    if (hasCode(error, 'maintenance')) await postLater(id, retryAfterMs(error));
    else if (hasCode(error, 'name_taken')) nameTaken(entry, reasonOf(error));
    // Whoever signs in again finds it on its way as before.
    else if (!hasCode(error, 'sign_in_needed')) mark(id, { kind: 'failed', reason: whyNotSent(error) });
  }

  function nameTaken({ id, author }: OutboxEntry, reason: string): void {
    mark(id, { kind: 'failed', reason, nameTaken: true });
    onNameTaken(author);
  }

  /** The server will be back in a moment, for which later messages wait as well. */
  async function postLater(id: string, waitMs: number): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, Math.max(SHORTEST_WAIT_MS, waitMs)));
    await post(id);
  }

  function mark(id: string, delivery: Delivery, author?: string): void {
    const entry = find(id);
    if (entry === undefined) return;
    const marked = { ...entry, author: author ?? entry.author, delivery };
    storage.write(prefix + id, isTaken(marked) ? null : JSON.stringify(marked));
    store.set(store.get().map((other) => (other === entry ? marked : other)));
  }

  function discard(id: string): void {
    settle([id]);
  }

  function settle(ids: Iterable<string>): void {
    const settled = new Set(ids);
    const rest = store.get().filter((entry) => !settled.has(entry.id));
    if (rest.length === store.get().length) return;
    for (const { id } of store.get()) if (settled.has(id)) storage.write(prefix + id, null);
    store.set(rest);
  }

  function find(id: string): OutboxEntry | undefined {
    return store.get().find((entry) => entry.id === id);
  }

  function readStored(): OutboxEntry[] {
    const entries = storage.keys(prefix).map((key) => parseEntry(storage.read(key)));
    return entries.filter((entry) => entry !== null).sort((a, b) => a.created_at.localeCompare(b.created_at));
  }
}

/** Whether the server has it. */
export function isTaken({ delivery: { kind } }: OutboxEntry): boolean {
  return kind === 'saved' || kind === 'kept';
}

/** Until when, and why, is said while it lasts. */
function whyNotSent(error: unknown): string {
  return hasCode(error, 'muted') ? 'You were muted.' : reasonOf(error);
}

/** Null where that is no message that could be sent. */
export function parseEntry(text: string | null): OutboxEntry | null {
  try {
    const entry: OutboxEntry = JSON.parse(text ?? '');
    return isEntry(entry) ? entry : null;
  } catch {
    // Written by another version of the page, or by hand: not a message that could be sent.
    return null;
  }
}

/** Enough to show it; the server checks what is sent. */
function isEntry({ id, room, author, content, created_at, delivery }: OutboxEntry): boolean {
  const isText = [id, room, author, content, created_at].every((part) => typeof part === 'string');
  const isKnown = ['sending', 'failed', 'saved', 'kept'].includes(delivery.kind);
  return isText && isKnown && !Number.isNaN(Date.parse(created_at));
}
