import type { SafeStorage } from '../../lib/storage.ts';
import { parseEntry } from '../../stores/outbox.ts';

const DRAFTS = 'bookchat.draft.';
const OUTBOXES = 'bookchat.outbox.';
const REASON = 'It was written before people had accounts here. Retry sends it under your name.';

/**
 * Brings into somebody's drawer what was being written in this browser while nobody had to sign in. What was on its way
 * waits for their word: it goes under their name now.
 */
export function takeAlong(storage: SafeStorage, drawer: SafeStorage): void {
  for (const key of storage.keys(DRAFTS)) {
    if (drawer.read(key) === null) drawer.write(key, storage.read(key));
    storage.write(key, null);
  }
  for (const key of storage.keys(OUTBOXES)) {
    const entry = parseEntry(storage.read(key));
    if (entry !== null)
      drawer.write(key, JSON.stringify({ ...entry, delivery: { kind: 'failed', reason: REASON } }));
    storage.write(key, null);
  }
}
