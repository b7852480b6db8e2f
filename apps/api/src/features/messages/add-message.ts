import type { Message } from '@bookchat/shared';
import { uuidv7 } from 'uuidv7';
import type { GroupCommit } from '../../lib/group-commit.ts';
import { ProblemError } from '../../lib/problem-error.ts';
import type { HeldRoom } from '../rooms/index.ts';
import type { Author } from './author-of.ts';
import type { NewMessage, WriteResult } from './write-messages.ts';

interface Input {
  readonly content: string;
  readonly room: string;
  readonly id?: string | undefined;
  readonly by: Author;
}

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
  { content, room, id, by }: Input,
  { inRepository }: Pick<HeldRoom, 'inRepository'>,
): Promise<AddedMessage> {
  const created_at = new Date().toISOString();
  const message = toMessage({ id: id ?? uuidv7(), room, ...by, content, created_at }, inRepository);
  const existing = await queue.add(message);
  if (existing === null) return { created: true, message };
  if (isSameAuthor(existing, by)) return { created: false, message: existing };
  throw new ProblemError(
    'id_taken',
    'Someone else has used this id for another message. Send yours with a new one.',
  );
}

type Fields = Omit<Message, 'edited_at' | 'git_commit_hash' | 'synced' | 'kept_here'>;

function toMessage(fields: Fields, inRepository: boolean): Message {
  const message = { ...fields, edited_at: null, git_commit_hash: null, synced: false };
  return inRepository ? message : { ...message, kept_here: true };
}

/** A name may have changed since; without an account there is nothing else to go by. */
export function isSameAuthor(existing: Message, by: Author): boolean {
  if (existing.author_id !== by.author_id) return false;
  return by.author_id !== null || existing.author === by.author;
}
