import type { ArchiveStatus, Change } from '@bookchat/shared';
import type { ApiClient, ChangesPosition, NewChanges } from '../api-client.ts';
import { hasCode, reasonOf, retryAfterMs } from '../api-error.ts';
import { createPoller, LONGEST_QUIET_MS, type Poller } from '../lib/poller.ts';
import { createStore, type ReadableStore } from '../lib/store.ts';

export const POLL_INTERVAL_MS = 5_000;

export interface SyncState {
  readonly connection:
    | { readonly kind: 'connecting' }
    | { readonly kind: 'online' }
    | {
        readonly kind: 'away';
        readonly reason: string;
        readonly lastSeenAt: Date | null;
        /** Until when the server asked to be left alone; null if it did not. */
        readonly quietUntil: Date | null;
        /** Whether it will be back in a moment, as it says. */
        readonly inMaintenance: boolean;
      };
  /** Null until the server has told. */
  readonly archive: ArchiveStatus | null;
  /** Who else has the page open just now, by id. */
  readonly present: readonly string[];
}

export interface Sync extends ReadableStore<SyncState>, Poller {}

export interface SyncOptions {
  api: Pick<ApiClient, 'listChanges'>;
  /** Loads everything anew: at the start, and where the server's history is not the one known here. */
  onStart(signal: AbortSignal): Promise<void>;
  onChanges(changes: readonly Change[], signal: AbortSignal): Promise<void>;
  /** After each poll that was answered, whatever it brought. */
  onAnswer?(signal: AbortSignal): Promise<void>;
  onFailure(error: unknown): void;
  /** After each poll that was answered: what the reader is by now, in a few letters; empty for nobody. */
  onStanding?(standing: string): void;
  random(): number;
  /** A clock that never goes back, in milliseconds. */
  now(): number;
  clock(): Date;
}

/** Keeps the page in step with the server by polling its changes. */
export function createSync(options: SyncOptions): Sync {
  const { api, onStart, onChanges, onAnswer, onFailure, random, now, clock } = options;
  const store = createStore<SyncState>({ connection: { kind: 'connecting' }, archive: null, present: [] });
  let position: ChangesPosition | null = null;
  let lastSeenAt: Date | null = null;
  let standing = '';
  const poller = createPoller({ poll, intervalMs: POLL_INTERVAL_MS, quietMs: retryAfterMs, random, now });
  return { get: store.get, subscribe: store.subscribe, ...poller };

  async function poll(signal: AbortSignal): Promise<void> {
    try {
      await catchUp(signal);
      options.onStanding?.(standing);
      await onAnswer?.(signal);
      lastSeenAt = clock();
      if (store.get().connection.kind !== 'online')
        store.set({ ...store.get(), connection: { kind: 'online' } });
    } catch (error) {
      if (signal.aborted) throw error;
      // Whoever has to sign in is led to where that is done.
      if (!hasCode(error, 'sign_in_needed')) store.set({ ...store.get(), connection: toOutage(error) });
      onFailure(error);
      throw error;
    }
  }

  function toOutage(error: unknown): SyncState['connection'] {
    const quietUntil = quietAfter(error);
    const inMaintenance = hasCode(error, 'maintenance');
    return { kind: 'away', reason: reasonOf(error), lastSeenAt, quietUntil, inMaintenance };
  }

  function quietAfter(error: unknown): Date | null {
    const quietMs = Math.min(LONGEST_QUIET_MS, retryAfterMs(error));
    return quietMs === 0 ? null : new Date(clock().getTime() + quietMs);
  }

  async function catchUp(signal: AbortSignal): Promise<void> {
    try {
      if (position === null) await begin(signal);
      else await follow(position, signal);
    } catch (error) {
      if (!hasCode(error, 'cursor_expired')) throw error;
      position = null;
      await begin(signal);
    }
  }

  /** The position comes before the page: what is written in between then arrives twice rather than never. */
  async function begin(signal: AbortSignal): Promise<void> {
    const start = await api.listChanges(null, signal);
    hear(start);
    await onStart(signal);
    position = start;
  }

  async function follow(since: ChangesPosition, signal: AbortSignal): Promise<void> {
    const news = await api.listChanges(since, signal);
    if (news === null) return;
    hear(news);
    await onChanges(news.changes, signal);
    position = news;
    if (news.has_more) await follow(news, signal);
  }

  /** Before the messages are taken: what was said of the archive when they were not there yet holds for none of them. */
  function hear(news: NewChanges | null): void {
    if (news === null) return;
    const { present } = store.get();
    standing = news.standing;
    const isSame = present.join() === news.present.join();
    store.set({ ...store.get(), archive: news.archive, present: isSame ? present : news.present });
  }
}
