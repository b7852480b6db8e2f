import { personNameSchema } from '@bookchat/shared';
import * as z from 'zod/mini';
import type { SafeStorage } from '../lib/storage.ts';
import { createStore, type ReadableStore } from '../lib/store.ts';

const KEY = 'bookchat.name';

/** Who writes on this page: a name, or null until one was chosen. */
export interface Identity extends ReadableStore<string | null> {
  /** Takes a name and answers with null, or with why it cannot be taken. */
  choose(name: string): string | null;
}

export function createIdentity(storage: SafeStorage): Identity {
  const store = createStore(validName(storage.read(KEY) ?? ''));
  // A name taken away elsewhere leaves a person who is here the one they write under.
  storage.onChange(KEY, (_, value) => store.set(validName(value ?? '') ?? store.get()));
  return {
    get: store.get,
    subscribe: store.subscribe,
    choose(name) {
      const result = z.safeParse(personNameSchema, name);
      if (!result.success) return result.error.issues[0]?.message ?? '';
      storage.write(KEY, result.data);
      store.set(result.data);
      return null;
    },
  };
}

/** Whether a message is the reader's own. Without accounts, the name is all there is to go by. */
export function isOwn(message: { readonly author: string }, name: string | null): boolean {
  return message.author === name;
}

function validName(stored: string): string | null {
  return z.safeParse(personNameSchema, stored).data ?? null;
}
