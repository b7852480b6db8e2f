import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { listMessages, makeBackup, postMessage, readHealth } from '@bookchat/shared';
import { describe, expect } from 'vitest';
import { call, callRefused } from '../../../test/call.ts';
import { createClock } from '../../../test/create-clock.ts';
import { damagePage } from '../../../test/damage-page.ts';
import { hearAlarms } from '../../../test/hear-alarms.ts';
import { post } from '../../../test/post.ts';
import { runTask } from '../../../test/run-task.ts';
import { it } from '../../../test/server-test.ts';
import { TEST_ADMIN_TOKEN, type TestServer } from '../../../test/start-test-server.ts';

const headers = { authorization: `Bearer ${TEST_ADMIN_TOKEN}` };
const FIRST = 'the first of many words';

describe('the look through the database', () => {
  // Nothing runs but what the test asks for.
  it.override('parts', { clock: createClock() });

  it('says that it is sound, and what it holds', async ({ server }) => {
    await post(server, { content: 'one' }, { content: 'two' });
    expect(await runTask(server, 'database_health')).toMatchObject({
      result: 'ok',
      message: expect.stringMatching(/^Sound: [\d.]+ [kM]B with 2 messages\.$/),
    });
  });

  it('finds what is broken on the disk before anybody meets it, and sees it mended', async ({ server }) => {
    const { open } = hearAlarms(server);
    await postPages(server);
    const mend = await damagePage(server, FIRST);
    expect(await runTask(server, 'database_health')).toMatchObject({
      result: 'failed',
      message: expect.stringMatching(
        /^The database is damaged: Tree \d+ page \d+: btreeInitPage\(\) .* with 9 messages\)\.$/,
      ),
    });
    expect(open.has('task.database_health'), 'the damage is told once').toBe(false);
    expect(open.get('database_integrity')).toMatchObject({
      severity: 'CRITICAL',
      title: 'The database is damaged',
      message: expect.stringContaining('Stop the server'),
      details: { found: expect.stringMatching(/^Tree \d+ page/), newest_backup: null },
    });
    const { status, body } = await call(server, readHealth, { headers });
    expect(status).toBe(503);
    expect(body.services).toMatchObject({
      database: { message: 'It is damaged: see the alerts for what to do.' },
      scheduler: { message: 'These tasks fail: database_health.' },
    });

    mend();
    await runTask(server, 'database_health');
    expect(open.has('database_integrity')).toBe(false);
    expect((await call(server, readHealth, { headers })).status).toBe(200);
  });

  it('names the newest backup, and how to put it back', async ({ server }) => {
    const { open } = hearAlarms(server);
    await postPages(server);
    const { id } = (await call(server, makeBackup, { headers })).body;
    await damagePage(server, FIRST);
    await runTask(server, 'database_health');
    expect(open.get('database_integrity')?.message).toContain(`bookchat restore ${id}`);
  });

  it('warns of a database that is larger than expected', async ({ start }) => {
    const server = await start.server({ DATABASE_WARNING_MB: '2' });
    const { open } = hearAlarms(server);
    await runTask(server, 'database_health');
    expect(open.has('database_size')).toBe(false);
    const content = '😀'.repeat(4_000);
    await Promise.all(Array.from({ length: 160 }, () => call(server, postMessage, { body: { content } })));
    await runTask(server, 'database_health');
    expect(open.get('database_size')).toMatchObject({
      severity: 'WARNING',
      details: { threshold_bytes: 2 * 1024 * 1024 },
    });
  });

  it('fails where there is no file to look through', async ({ server }) => {
    const { open } = hearAlarms(server);
    rmSync(join(server.config.dataDir, 'bookchat.db'));
    expect(await runTask(server, 'database_health')).toMatchObject({
      result: 'failed',
      message: 'The database file is missing, so it cannot be checked.',
    });
    expect([...open.keys()]).toEqual(['database_file']);
  });

  it('is left out where the database is kept in memory', async ({ start }) => {
    const server = await start.server({ DATABASE_URL: ':memory:' });
    await post(server, { content: 'one' });
    expect(await runTask(server, 'database_health')).toMatchObject({
      result: 'ok',
      message: 'It is kept in memory, with 1 messages: no file to check.',
    });
  });
});

describe('a broken page that a reader meets', () => {
  it('raises one alarm, however often it is met', async ({ start, folder }) => {
    const before = await start.server({ DATA_DIR: folder });
    const [first] = await postPages(before);
    await before.close();
    const server = await start.server({ DATA_DIR: folder });
    const alarms = hearAlarms(server);
    await damagePage(server, FIRST);
    for (let times = 0; times < 3; times++) {
      const { body } = await callRefused(server, listMessages, { query: { after: first?.id } });
      expect(body).toMatchObject({ code: 'internal_error', detail: expect.stringContaining('damaged') });
    }
    expect(alarms.open.get('database_integrity')).toMatchObject({
      severity: 'CRITICAL',
      details: { found: 'database disk image is malformed' },
    });
    expect(alarms.count('database_integrity')).toBe(1);
    expect((await call(server, readHealth, { headers })).status).toBe(503);
  });
});

/** Enough that the first message lies on another page than the last. */
function postPages(server: TestServer) {
  return post(
    server,
    { content: FIRST },
    ...Array.from({ length: 8 }, () => ({ content: 'x'.repeat(3_000) })),
  );
}
