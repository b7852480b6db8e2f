import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished } from 'vitest';
import { makeOldDatabase } from '../../test/make-old-database.ts';
import { post } from '../../test/post.ts';
import { it } from '../../test/server-test.ts';
import { openBeside } from './open-beside.ts';

describe('a database beside its server', () => {
  it('is read as it is at the moment, and never written', async ({ server }) => {
    const database = openBeside(server.config.database);
    onTestFinished(() => database.close());
    const messages = database.prepareRead<object, { content: string }>((db) =>
      db.selectFrom('messages').select('content').orderBy('position'),
    );
    const forget = database.prepareWrite<object, unknown>((db) => db.deleteFrom('messages'));
    await post(server, { content: 'the tide' });
    expect(messages.all({})).toEqual([{ content: 'the tide' }]);
    expect(() => forget.run({})).toThrow('readonly database');
    expect(database).toMatchObject({
      epoch: server.database.epoch,
      schema: expect.stringMatching(/^\d{4}-/),
    });
  });

  it.for([
    ['that is none', null, 'There is no database at'],
    ['that is empty', '', 'is damaged: it is empty'],
    ['that is something else', 'Dear diary,\n'.repeat(100), 'is damaged: it is not a SQLite database'],
  ] as const)('%s is refused in words', async ([, content, words], { folder }) => {
    const file = join(folder, 'bookchat.db');
    if (content !== null) writeFileSync(file, content);
    expect(() => openBeside(file)).toThrow(words);
  });

  it('in its memory alone cannot be read', () => {
    expect(() => openBeside(':memory:')).toThrow('only the server can read: use its API.');
  });

  it('of an older version is to be brought up to date first', async ({ folder }) => {
    const file = await makeOldDatabase(folder);
    expect(() => openBeside(file)).toThrow(/as of 0003-server-state.* Start the server once/);
  });

  it.skipIf(process.getuid?.() === 0)('of another user is refused in words', async ({ folder }) => {
    const file = await makeOldDatabase(folder);
    chmodSync(file, 0o000);
    expect(() => openBeside(file)).toThrow('Run the command as the user that the server runs as.');
  });
});
