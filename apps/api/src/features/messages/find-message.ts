import type { Message } from '@bookchat/shared';
import type { Database } from '../../db/open-database.ts';

type StoredMessage = Omit<Message, 'synced' | 'kept_here'> & { synced: 0 | 1; kept_here: 0 | 1 };

/** Null where there is none of that id. */
export type FindMessage = (id: string) => Message | null;

/** @param prepare the database's `prepareRead`, or `prepareWrite` for what a transaction is to see. */
export function createFindMessage(prepare: Database['prepareRead']): FindMessage {
  const find = prepare<{ id: string }, StoredMessage>((db, parameter) =>
    db
      .selectFrom('messages')
      .select([
        'id',
        'room',
        'author',
        'author_id',
        'content',
        'created_at',
        'edited_at',
        'git_commit_hash',
        'synced',
        'kept_here',
      ])
      .where('id', '=', parameter('id')),
  );
  return (id) => {
    const row = find.get({ id });
    if (row === undefined) return null;
    const { synced, kept_here, ...message } = row;
    return { ...message, synced: synced === 1, ...(kept_here === 1 ? { kept_here: true } : {}) };
  };
}
