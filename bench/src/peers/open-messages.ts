import { join } from 'node:path';
import Database from 'better-sqlite3';

/** A table as one would write it first, with a commit on disk before each answer. */
export function openMessages(folder: string): Database.Database {
  const database = new Database(join(folder, 'messages.db'));
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = FULL');
  database.exec(`
    CREATE TABLE messages (
      id TEXT PRIMARY KEY,
      room TEXT NOT NULL,
      author TEXT NOT NULL,
      content TEXT NOT NULL,
      created_at TEXT NOT NULL,
      edited_at TEXT,
      git_commit_hash TEXT,
      synced INTEGER NOT NULL DEFAULT 0
    ) STRICT;
    CREATE INDEX messages_room_id ON messages (room, id);
  `);
  return database;
}
