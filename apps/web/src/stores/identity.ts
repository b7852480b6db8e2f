import { MAX_NAME_CODE_POINTS } from '../lib/contract.ts';
import type { SafeStorage } from '../lib/storage.ts';
import { createStore, type ReadableStore } from '../lib/store.ts';

const KEY = 'bookchat.name';
const NOT_CHECKED = 'The name could not be checked. Check your connection and try again.';

export interface Authored {
  readonly author: string;
  readonly author_id: string | null;
}

/** Why somebody who is signed in may not write. */
export type Silence = { readonly kind: 'guest' } | { readonly kind: 'muted'; readonly until: string };

/** Who writes on this page: a name, or null until one was chosen. */
export interface Identity extends ReadableStore<string | null> {
  /** Whether a message is the reader's own. */
  isOwn(message: Authored): boolean;
  /** Takes a name and answers with null, or with why it cannot be taken; null where the name is an account's. */
  readonly choose: ((name: string) => Promise<string | null>) | null;
  /** What keeps the reader from writing; null where nothing does. */
  readonly silence: ReadableStore<Silence | null>;
}

/** Without accounts, the name is all there is to go by. */
export function createIdentity(storage: SafeStorage): Identity & { choose: NonNullable<Identity['choose']> } {
  const store = createStore(validName(storage.read(KEY) ?? ''));
  // Whoever has no name will choose one in a moment.
  if (store.get() === null) void check('');
  // A name taken away elsewhere leaves a person who is here the one they write under.
  storage.onChange(KEY, (_, value) => store.set(validName(value ?? '') ?? store.get()));
  return {
    get: store.get,
    subscribe: store.subscribe,
    isOwn: ({ author }) => author === store.get(),
    silence: createStore<Silence | null>(null),
    choose,
  };

  async function choose(name: string): Promise<string | null> {
    const checked = await check(name);
    if ('refusal' in checked) return checked.refusal;
    storage.write(KEY, checked.name);
    store.set(checked.name);
    return null;
  }
}

/** The rules of names come when one is chosen: whoever has one is not kept waiting for them. */
async function check(name: string): Promise<{ readonly name: string } | { readonly refusal: string }> {
  try {
    return (await import('./check-name.ts')).checkName(name);
  } catch {
    return { refusal: NOT_CHECKED };
  }
}

/** It was checked when it was chosen, and the server checks it again. */
function validName(stored: string): string | null {
  const length = [...stored.trim()].length;
  return length > 0 && length <= MAX_NAME_CODE_POINTS ? stored : null;
}
