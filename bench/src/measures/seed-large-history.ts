import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { seedMessage } from '../peers/seed-message.ts';
import type { Setting } from '../settings.ts';
import { startBookChat } from '../targets/start-bookchat.ts';

/** Makes a folder with a history too long to be posted: BookChat lays out its tables, and the rows are put in beside it. */
export async function seedLargeHistory(setting: Setting, count: number): Promise<string> {
  const folder = setting.newFolder();
  await (await startBookChat(setting, { folder })).stop();
  const database = new BetterSqlite3(join(folder, 'bookchat.db'));
  database.pragma('synchronous = off');
  const addMessage = database.prepare(
    "insert into messages (position, id, room, author, content, created_at, synced) values (?, ?, 'general', ?, ?, ?, 0)",
  );
  const addChange = database.prepare(
    "insert into changes (position, type, message_id) values (?, 'message.created', ?)",
  );
  database.transaction(() => {
    for (let position = 1; position <= count; position++) {
      const { id, author, content, created_at } = seedMessage(position - 1);
      addMessage.run(position, id, author, content, created_at);
      addChange.run(position, id);
    }
  })();
  database.close();
  return folder;
}
