import { type RawBuilder, sql } from 'kysely';

/** A message as the JSON that is sent, built by SQLite: several times quicker than rows through a serializer. */
export const messageJson: RawBuilder<string> = sql<string>`json_object(
  'id', messages.id,
  'room', messages.room,
  'author', messages.author,
  'content', messages.content,
  'created_at', messages.created_at,
  'edited_at', messages.edited_at,
  'git_commit_hash', messages.git_commit_hash,
  'synced', json(iif(messages.synced, 'true', 'false'))
)`;
