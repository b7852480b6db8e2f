import { createStore, type ReadableStore } from '../lib/store.ts';

/** Enough for any team; a room that sees more names shows these. */
const MOST_NAMES = 500;

/** The names that have been seen in a room, in the order in which they were. */
export interface People extends ReadableStore<readonly string[]> {
  see(messages: readonly { readonly author: string }[]): void;
}

export function createPeople(): People {
  const store = createStore<readonly string[]>([]);
  return {
    get: store.get,
    subscribe: store.subscribe,
    see(messages) {
      const known = new Set(store.get());
      const fresh = messages.map(({ author }) => author).filter((name) => !known.has(name));
      if (fresh.length > 0) store.set([...new Set([...known, ...fresh])].slice(0, MOST_NAMES));
    },
  };
}
