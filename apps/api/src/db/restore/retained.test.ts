import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { copyDatabase } from '../../../test/make-incoming.ts';
import { it as base } from '../../../test/server-test.ts';
import { compareRestored } from '../jobs/compare-restored.ts';

const FILL = `
  insert into messages (position, id, room, author, content, created_at, synced) values
    (1, 'gone', 'general', 'alice', 'one', '2026-10-01T10:00:00.000Z', 1),
    (2, 'late', 'general', 'alice', 'two', '2026-10-03T10:00:00.000Z', 1),
    (3, 'other', 'random', 'alice', 'three', '2026-10-01T10:00:00.000Z', 1);
  insert into changes (position, type, message_id) values
    (1, 'message.created', 'gone'), (2, 'message.created', 'late'), (3, 'message.created', 'other'),
    (4, 'message.archived', 'gone'), (5, 'message.archived', 'late'), (6, 'message.archived', 'before that'),
    (7, 'message.archived', 'other'), (8, 'message.hidden', 'gone'), (9, 'message.shown', 'before that'),
    (10, 'message.assigned', 'late')`;

/** A backup, and a live database from which `sql` has removed something. */
const it = base.extend('differing', async ({ start, folder }) => {
  const server = await start.server({ DATA_DIR: folder });
  await server.close();
  const restored = join(folder, 'restored.db');
  copyDatabase(server.config.database, restored, FILL);
  return (sql: string) => {
    const live = join(folder, 'live.db');
    copyDatabase(restored, live, `insert into retention_rooms values ('general', '2026-10-02'); ${sql}`);
    return compareRestored({ restored, live }, () => undefined).first;
  };
});

describe('what retention has removed from the live database', () => {
  it('does not count as a difference, nor do its changes', ({ differing }) => {
    expect(
      differing(
        "delete from messages where id = 'gone'; delete from changes where position in (1, 4, 6, 8, 9)",
      ),
    ).toEqual([]);
  });

  it.for([
    ['of a later day', "delete from messages where id = 'late'", 'message late'],
    ['of another room', "delete from messages where id = 'other'", 'message other'],
    [
      'that is there, and not the same',
      "update messages set content = 'forged' where id = 'gone'",
      'message gone',
    ],
    ['whose change alone is gone', 'delete from changes where position = 1', 'change 1'],
    ['whose receipt alone is gone', 'delete from changes where position = 5', 'change 5'],
    ['that alone is not told to be a person’s', 'delete from changes where position = 10', 'change 10'],
  ] as const)('is not a message %s', ([, sql, expected], { differing }) => {
    expect(differing(sql)).toEqual([expected]);
  });
});
