import { MAX_CONTENT_CODE_POINTS } from '../lib/contract.ts';
import type { SafeStorage } from '../lib/storage.ts';

/** Nothing near this long can be sent, and to store it at every key would hold up the keys. */
const LONGEST_STORED = 4 * MAX_CONTENT_CODE_POINTS;

/** A text that is being written in a room; it outlives a reload where the browser lets it. */
export interface Draft {
  get(): string;
  set(text: string): void;
}

export function createDraft(room: string, storage: SafeStorage): Draft {
  const key = `bookchat.draft.${room}`;
  let stored = storage.read(key);
  let text = stored ?? '';
  return { get: () => text, set };

  function set(next: string): void {
    text = next;
    if (next === '') clear();
    else if (next.length <= LONGEST_STORED) keep(next);
  }

  function keep(next: string): void {
    storage.write(key, next);
    // Where storage is full, what was there before stays.
    stored = storage.read(key);
  }

  /** By now it may hold what is being written in another tab. */
  function clear(): void {
    if (storage.read(key) === stored) storage.write(key, null);
  }
}
