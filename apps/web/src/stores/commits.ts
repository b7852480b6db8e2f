import type { ArchivePlace, ArchiveStatus, Message } from '@bookchat/shared';
import { isChecked } from '../lib/is-checked.ts';
import { createStore, type ReadableStore } from '../lib/store.ts';

export interface CommitsState {
  /** Where the archive is kept; null where there is none, and until the server has told. */
  readonly place: ArchivePlace | null;
  /** The hashes of commits that were compared with what they should hold. */
  readonly checked: ReadonlySet<string>;
}

/** What a page knows of the commits that hold its messages. */
export interface Commits extends ReadableStore<CommitsState> {
  /**
   * Takes the messages of the page and what the server said of its archive. That vouches for the commits of all
   * that are held already; a commit cannot change, so whatever was checked once stays so. (A page of history may be
   * newer by the seconds between two polls, and name a commit that is being checked just then.)
   */
  take(messages: readonly Message[], archive: ArchiveStatus | null): void;
}

export function createCommits(): Commits {
  const store = createStore<CommitsState>({ place: null, checked: new Set() });
  return { get: store.get, subscribe: store.subscribe, take };

  function take(messages: readonly Message[], archive: ArchiveStatus | null): void {
    if (archive === null) return;
    const { place, checked } = store.get();
    const fresh = vouches(archive) ? commitsOf(messages).filter((hash) => !checked.has(hash)) : [];
    if (fresh.length === 0 && isSame(place, archive.place)) return;
    store.set({ place: archive.place, checked: new Set([...checked, ...fresh]) });
  }
}

/** One that needs help may do so because something in it was found to differ. */
function vouches(archive: ArchiveStatus): boolean {
  return archive.state !== 'failing' && isChecked(archive);
}

function commitsOf(messages: readonly Message[]): string[] {
  return messages.flatMap(({ git_commit_hash: hash }) => hash ?? []);
}

function isSame(a: ArchivePlace | null, b: ArchivePlace | null): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
