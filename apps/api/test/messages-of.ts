import type { Change, Message } from '@bookchat/shared';

/** The messages that changes bring; what was hidden has none. */
export function messagesOf(changes: readonly Change[] = []): Message[] {
  return changes.flatMap((change) => (change.type === 'message' ? [change.message] : []));
}
