import { type ArchiveEvent, EVENT_SCHEMA } from './archive-event.ts';

/** A change that the archive holds or is to hold, with what it is about as that stands now. */
export interface ChangeToArchive {
  readonly position: number;
  readonly type: string;
  readonly message_id: string;
  /** Null where the message is gone. */
  readonly room: string | null;
  readonly author: string | null;
  readonly content: string | null;
  readonly created_at: string | null;
  readonly edited_at: string | null;
  /** As it was written once: what happened to a room, or what an archive brought of a type that this version does not know. */
  readonly line: string | null;
}

/**
 * The event as a line of a segment, without the line end: canonical JSON, always the same bytes for the same event.
 * Null where what it is about is gone.
 */
export function toLine({ position, type, message_id: id, ...message }: ChangeToArchive): string | null {
  if (message.line !== null) return message.line;
  const { room, author, content, created_at, edited_at } = message;
  if (room === null || author === null || content === null || created_at === null) return null;
  const head = { schema: EVENT_SCHEMA, position, id, room } as const;
  if (type === 'message.created') return write({ ...head, type, author, content, created_at });
  if (type === 'message.edited' && edited_at !== null) return write({ ...head, type, content, edited_at });
  return null;
}

/** Keys in one order, whatever the order that they were put together in. */
export function write(event: ArchiveEvent): string {
  const { schema, type, position, id, room, ...rest } = event;
  return JSON.stringify({ schema, type, position, id, room, ...rest });
}
