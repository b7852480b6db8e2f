import type { Generated } from 'kysely';

/** A message; `position` is its place in the change log when it was written, and so its order in the room. */
export interface MessagesTable {
  position: number;
  id: string;
  room: string;
  author: string;
  /** The person's id, or that of the API key that wrote it; null for whoever wrote without an account. */
  author_id: string | null;
  content: string;
  created_at: string;
  edited_at: string | null;
  git_commit_hash: string | null;
  synced: 0 | 1;
  /** 1 for what is shown to nobody, as its author was suspended or removed; the archive holds it all the same. */
  hidden: Generated<0 | 1>;
  /** 1 for what was written without an account, and has been given to a person since. */
  claimed: Generated<0 | 1>;
  /** 1 for what was written where nothing goes into the archive: it never will. */
  kept_here: Generated<0 | 1>;
}
