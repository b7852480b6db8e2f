import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { describe, expect } from 'vitest';
import { copyDatabase } from '../../../test/make-incoming.ts';
import { it as base } from '../../../test/server-test.ts';
import { fitMessages } from './fit-messages.ts';

const FILL = `
  insert into people (id, name, name_key, role, state, messages_hidden, created_at) values
    ('alice', 'alice', 'alice', 'member', 'active', 0, ''), ('bob', 'bob', 'bob', 'member', 'removed', 1, '');
  insert into messages (position, id, room, author, author_id, claimed, hidden, content, created_at, synced) values
    (1, 'm1', 'general', 'al', null, 0, 0, '', '', 0), (2, 'm2', 'general', 'robert', 'alice', 1, 0, '', '', 0),
    (3, 'm3', 'general', 'alice', 'alice', 0, 1, '', '', 0), (4, 'm4', 'general', 'bob', 'bob', 0, 0, '', '', 0),
    (5, 'm5', 'general', 'carol', 'alice', 1, 0, '', '', 0), (6, 'm6', 'general', 'al', 'bot', 0, 0, '', '', 0);
  insert into server_state values ('align.person.bob', 'x')`;

/** What is left of each message of a backup once it fits the people of today. */
const it = base.extend('leftOf', async ({ start, folder }) => {
  const server = await start.server({ DATA_DIR: folder });
  await server.close();
  return (claims: string) => {
    const file = join(folder, 'backup.db');
    copyDatabase(server.config.database, file, `${FILL}; ${claims}`);
    const database = new BetterSqlite3(file);
    try {
      fitMessages(database);
      const messages = database
        .prepare(
          "select id || ' ' || coalesce(author_id, '-') || ' ' || claimed || ' ' || hidden from messages",
        )
        .pluck()
        .all();
      return {
        messages,
        state: database.prepare("select * from server_state where key like 'align.%'").all(),
      };
    } finally {
      database.close();
    }
  };
});

describe('the messages of a backup', () => {
  it('belong to whoever the names belong to today, and are hidden as people are', ({ leftOf }) => {
    expect(
      leftOf(
        "insert into claimed_names values ('al', 'alice', '', 0, 1), ('carol', 'bob', '', 1, 1), ('robert', 'bob', '', 1, 0)",
      ),
    ).toEqual({
      messages: ['m1 alice 1 0', 'm2 - 0 0', 'm3 alice 0 0', 'm4 bob 0 1', 'm5 bob 1 1', 'm6 bot 0 0'],
      state: [],
    });
  });

  it('are nobody’s whose names were taken back since', ({ leftOf }) => {
    expect(leftOf('delete from claimed_names').messages).toEqual([
      'm1 - 0 0',
      'm2 - 0 0',
      'm3 alice 0 0',
      'm4 bob 0 1',
      'm5 - 0 0',
      'm6 bot 0 0',
    ]);
  });
});
