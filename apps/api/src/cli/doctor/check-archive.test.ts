import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, vi } from 'vitest';
import { gitIn } from '../../../test/archive-test.ts';
import { it } from '../../../test/doctor-test.ts';
import { post } from '../../../test/post.ts';
import { query } from '../../../test/restore.ts';
import { runTask } from '../../../test/run-task.ts';
import { checkClock } from './check-clock.ts';
import { checkCondition } from './check-condition.ts';
import { checkStanding } from './check-standing.ts';

const PERSON = ['-c', 'user.name=bob', '-c', 'user.email=bob@example.org'];

describe('the archive on this machine', () => {
  it('is where the database believes it to be, or not', async ({ start, folder, look }) => {
    const server = await start.server({ DATA_DIR: folder });
    expect(await look(checkStanding)).toMatchObject([
      { words: expect.stringContaining('Nothing was brought') },
    ]);
    await post(server, { content: 'the tide' });
    await runTask(server, 'archive');
    const archive = join(folder, 'archive.git');
    const head = gitIn(archive, 'rev-parse', 'main');
    const put = (commit: string) => gitIn(archive, 'update-ref', 'refs/heads/main', commit);
    const commit = (...parents: string[]) =>
      gitIn(archive, ...PERSON, 'commit-tree', '-m', 'x', ...parents, `${head}^{tree}`);
    const standing = async () => {
      const [{ mark, words } = { mark: 'none', words: '' }] = await look(checkStanding);
      return [mark, words.replace(archive, '').replace(/[0-9a-f]{7}/, '…')];
    };
    expect(await standing()).toEqual(['fine', ' is at …, as the database has it.']);
    put(gitIn(archive, 'rev-parse', 'main~1'));
    expect(await standing()).toEqual(['fault', ' is at …, which comes before what was written there.']);
    put(commit());
    expect(await standing()).toEqual([
      'fault',
      ' is at …, which does not come after what was written there.',
    ]);
    put(commit('-p', head));
    expect(await standing()).toEqual(['fine', ' is at …, which comes after what the database has there.']);
    writeFileSync(join(archive, 'HEAD'), 'milk');
    expect(await standing()).toEqual(['fault', 'What  holds could not be found out.']);
    renameSync(archive, `${archive}-elsewhere`);
    expect(await standing()).toEqual(['fault', ' is gone, and the database says that it was written to.']);
  });

  it('is none, or one of which nothing is known', async ({ look }) => {
    expect(await look(checkStanding, { ARCHIVE: 'off' })).toMatchObject([{ mark: 'fine' }]);
    expect(await look(checkCondition, { ARCHIVE: 'off' })).toEqual([]);
    expect(await look(checkStanding)).toMatchObject([{ mark: 'notice' }]);
  });

  it('is behind, had trouble, or differs', async ({ start, folder, look }) => {
    const server = await start.server({ DATA_DIR: folder });
    await post(server, { content: 'the tide' }, { content: 'is out' });
    const { database } = server.config;
    expect(await look(checkCondition)).toEqual([{ mark: 'fine', words: '2 events wait to be archived.' }]);
    query(database, "update messages set created_at = '2020-01-01T00:00:00.000Z'");
    query(
      database,
      "insert into archive_targets (name, begun_at) values ('local', '2019-01-01T00:00:00.000Z')",
    );
    query(
      database,
      `insert into archive_conditions (target, last_success_at, last_error_at, last_error, verification) values
        ('local', '2025-01-01T00:00:00.000Z', '2026-01-01T00:00:00.000Z', 'The disk is full.',
         '{"same":false,"differing":2,"finished_at":"2026-01-02T00:00:00.000Z"}')`,
    );
    expect(await look(checkCondition)).toEqual([
      {
        mark: 'notice',
        words: expect.stringMatching(
          /^2 events wait to be archived\. The last commit was made \d+ days ago\. The oldest waits since 2020-01-01T00:00:00\.000Z\.$/,
        ),
        advice: expect.stringContaining('/api/system/tasks'),
      },
      {
        mark: 'notice',
        words: 'The last try, at 2026-01-01T00:00:00.000Z, did not succeed.',
        advice: 'The disk is full.',
      },
      {
        mark: 'fault',
        words: 'The verification of 2026-01-02T00:00:00.000Z found 2 differences from the database.',
        advice: 'Run `bookchat archive verify`, which names them.',
      },
    ]);
    await server.close(); // which archives them
    query(
      database,
      "insert into changes (position, type, message_id) select 9, 'message.created', id from messages limit 1",
    );
    expect((await look(checkCondition))[0]).toMatchObject({
      advice: 'The server archives them once it runs.',
    });
  });
});

describe('the clock', () => {
  it('is behind a message from the future', async ({ start, folder, look }) => {
    expect(await look(checkClock)).toEqual([]);
    const server = await start.server({ DATA_DIR: folder });
    await post(server, { content: 'the tide' });
    expect(await look(checkClock)).toMatchObject([{ mark: 'fine' }]);
    const before = Date.now() - 200 * 60_000;
    vi.spyOn(Date, 'now').mockImplementation(() => before);
    expect(await look(checkClock)).toMatchObject([
      {
        mark: 'notice',
        words: expect.stringMatching(/^The newest message is from .*, 3 hours ahead of now\.$/),
      },
    ]);
  });
});
