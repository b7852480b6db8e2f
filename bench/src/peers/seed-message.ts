import type { Message } from '@bookchat/shared';
import { authorOf, contentOf } from '../load/message-text.ts';

/** A million of them have been written by now. */
const FIRST_AT_MS = Date.UTC(2025, 0, 1);
const GAP_MS = 41_000;

/** The same message for the same index, so that every server measured holds the same history. */
export function seedMessage(index: number): Message {
  const createdAtMs = FIRST_AT_MS + index * GAP_MS;
  return {
    id: seedId(createdAtMs, index),
    room: 'general',
    author: authorOf(index),
    author_id: null,
    content: contentOf(index),
    created_at: new Date(createdAtMs).toISOString(),
    edited_at: null,
    git_commit_hash: null,
    synced: false,
  };
}

function seedId(createdAtMs: number, index: number): string {
  const time = createdAtMs.toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-${index.toString(16).padStart(12, '0')}`;
}
