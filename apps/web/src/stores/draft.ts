import type { SafeStorage } from '../lib/storage.ts';

/** A text that is being written in a room; it outlives a reload. */
export interface Draft {
  get(): string;
  set(text: string): void;
}

export function createDraft(room: string, storage: SafeStorage): Draft {
  const key = `bookchat.draft.${room}`;
  return {
    get: () => storage.read(key) ?? '',
    set: (text) => storage.write(key, text === '' ? null : text),
  };
}
