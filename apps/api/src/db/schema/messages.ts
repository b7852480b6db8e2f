/** A message; `position` is its place in the change log when it was written, and so its order in the room. */
export interface MessagesTable {
  position: number;
  id: string;
  room: string;
  author: string;
  content: string;
  created_at: string;
  edited_at: string | null;
  git_commit_hash: string | null;
  synced: 0 | 1;
}
