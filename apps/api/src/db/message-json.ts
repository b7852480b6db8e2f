import { type RawBuilder, sql } from 'kysely';

/** A message as the JSON that is sent, built by SQLite: several times quicker than rows through a serializer. */
export const messageJson: RawBuilder<string> = sql<string>`format(
  '{"id":%s,"room":%s,"author":%s,"author_id":%s,"content":%s,"created_at":%s,"edited_at":%s,"git_commit_hash":%s,"synced":%s%s}',
  json_quote(messages.id),
  json_quote(messages.room),
  json_quote(messages.author),
  json_quote(messages.author_id),
  json_quote(messages.content),
  json_quote(messages.created_at),
  json_quote(messages.edited_at),
  json_quote(messages.git_commit_hash),
  iif(messages.synced, 'true', 'false'),
  iif(messages.kept_here, ',"kept_here":true', '')
)`;
