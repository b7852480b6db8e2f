import type { Message, postMessage } from '@bookchat/shared';
import { uuidv7 } from 'uuidv7';
import type * as z from 'zod/mini';
import type { GroupCommit } from '../../lib/group-commit.ts';
import { ProblemError } from '../../lib/problem-error.ts';
import type { NewMessage, WriteResult } from './write-messages.ts';

type Input = z.output<typeof postMessage.body>;

export interface AddedMessage {
  /** False for a repeated id: then the message is the first one. */
  readonly created: boolean;
  readonly message: Message;
}

/**
 * Saves a message; it is on disk when the promise settles.
 * @throws ProblemError `id_taken` when another author has used the id.
 */
export async function addMessage(
  queue: GroupCommit<NewMessage, WriteResult>,
  { content, author, room, id }: Input,
  now: () => Date = () => new Date(),
): Promise<AddedMessage> {
  const message = toMessage({ id: id ?? uuidv7(), room, author, content, created_at: now().toISOString() });
  const existing = await queue.add(message);
  if (existing === null) return { created: true, message };
  if (existing.author === author) return { created: false, message: existing };
  throw new ProblemError(
    'id_taken',
    'Someone else has used this id for another message. Send yours with a new one.',
  );
}

function toMessage(fields: Omit<Message, 'edited_at' | 'git_commit_hash' | 'synced'>): Message {
  return { ...fields, edited_at: null, git_commit_hash: null, synced: false };
}
