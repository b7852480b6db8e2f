import { type RawBuilder, sql } from 'kysely';

/** A message as the JSON that is sent, built by SQLite: several times quicker than rows through a serializer. */
export const messageJson: RawBuilder<string> = sql<string>`(
  '{"id":' || json_quote(messages.id)
  || ',"room":' || json_quote(messages.room)
  || ',"author":' || json_quote(messages.author)
  || ',"content":' || json_quote(messages.content)
  || ',"created_at":' || json_quote(messages.created_at)
  || ',"edited_at":' || json_quote(messages.edited_at)
  || ',"git_commit_hash":' || json_quote(messages.git_commit_hash)
  || ',"synced":' || iif(messages.synced, 'true', 'false') || '}'
)`;
