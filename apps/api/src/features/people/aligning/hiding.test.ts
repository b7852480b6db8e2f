import {
  createMyKey,
  listChanges,
  listKeys,
  listMessages,
  type Message,
  postMessage,
  reinstatePerson,
  removePerson,
  suspendPerson,
} from '@bookchat/shared';
import { describe, expect } from 'vitest';
import { ACCOUNTS, BY_TOKEN, type SignedInPerson } from '../../../../test/accounts-test.ts';
import { git, readDetails } from '../../../../test/archive-test.ts';
import { call } from '../../../../test/call.ts';
import { createClock } from '../../../../test/create-clock.ts';
import { toHeaders } from '../../../../test/make-key.ts';
import { backUp, query, restore } from '../../../../test/restore.ts';
import { runTask } from '../../../../test/run-task.ts';
import { it as base } from '../../../../test/server-test.ts';
import type { TestServer } from '../../../../test/start-test-server.ts';
import { arrive, idOf, it } from '../../../../test/team-test.ts';

const reason = 'spam';

describe('what somebody wrote who is suspended', () => {
  it('stays where it is to stay', async ({ team: { server, owner, bob } }) => {
    const said = await say(server, bob, 'one');
    await suspend(server, bob, 'keep');
    expect(await read(server, owner)).toEqual([said]);
  });

  it('is hidden from pages and polls, and shown again with the reinstatement', async ({
    team: { server, owner, bob },
  }) => {
    const said = [
      await say(server, bob, 'one'),
      await say(server, owner, 'two'),
      await say(server, bob, 'three'),
    ];
    const cursor = await cursorOf(server, owner);
    await suspend(server, bob, 'hide');
    expect(await read(server, owner)).toEqual([said[1]]);
    const hidden = await poll(server, owner, cursor);
    expect(hidden.changes).toEqual([
      { type: 'hidden', id: said[0]?.id },
      { type: 'hidden', id: said[2]?.id },
    ]);
    await call(server, reinstatePerson, { headers: owner.headers, params: idOf(bob) });
    expect(await read(server, owner)).toEqual(said);
    const shown = await poll(server, owner, hidden.cursor);
    expect(shown.changes).toEqual([
      { type: 'message', message: said[0] },
      { type: 'message', message: said[2] },
    ]);
  });

  it('is hidden and shown with what their bots wrote', async ({ team: { server, owner, bob, admin } }) => {
    const said = [await say(server, bob, 'one')];
    for (const [by, name] of [
      [bob, 'weather'],
      [admin, 'stock prices'],
    ] as const) {
      const body = { name, scopes: ['write' as const] };
      const { secret } = (await call(server, createMyKey, { headers: by.headers, body })).body;
      const answer = await call(server, postMessage, { headers: toHeaders(secret), body: { content: name } });
      said.push(answer.body);
    }
    await suspend(server, bob, 'hide');
    expect(await read(server, owner)).toEqual([said[2]]);
    await call(server, reinstatePerson, { headers: owner.headers, params: idOf(bob) });
    expect(await read(server, owner)).toEqual(said);
  });

  base(
    'is hidden with what their bots wrote, also after a restore and when these are long gone',
    {
      timeout: 60_000,
    },
    async ({ start }) => {
      const clock = createClock();
      const server = await start.server(ACCOUNTS, { clock });
      const bob = await arrive(server, 'bob');
      for (const name of ['weather', 'silent']) {
        const body = { name, scopes: ['write' as const], expires_in_days: 1 };
        const { secret } = (await call(server, createMyKey, { headers: bob.headers, body })).body;
        if (name === 'weather')
          await call(server, postMessage, { headers: toHeaders(secret), body: { content: 'rain' } });
      }
      clock.jump(92 * 86_400_000);
      await runTask(server, 'api_keys');
      const bots = () => query(server.config.database, 'select name from api_keys');
      expect(bots(), 'whose what was written is').toEqual(['weather']);
      expect((await call(server, listKeys, { headers: BY_TOKEN })).body.keys).toEqual([]);
      const backup = await backUp(server);
      await suspend(server, bob, 'hide');
      await expect.poll(() => countHidden(server)).toBe(1);
      await restore(server, backup);
      expect(countHidden(server)).toBe(1);
    },
  );

  it('is shown again where they are to be suspended without hiding it', async ({
    team: { server, owner, bob },
  }) => {
    const said = await say(server, bob, 'one');
    await suspend(server, bob, 'hide');
    await suspend(server, bob, 'keep');
    expect(await read(server, owner)).toEqual([said]);
  });

  it('can still be hidden once they are removed, and then stays so', async ({
    team: { server, owner, bob },
  }) => {
    await say(server, bob, 'one');
    const remove = (messages: 'keep' | 'hide') =>
      call(server, removePerson, { headers: BY_TOKEN, params: idOf(bob), body: { reason, messages } });
    await remove('keep');
    expect(await read(server, owner)).toHaveLength(1);
    expect((await remove('hide')).body.messages_hidden).toBe(true);
    await remove('keep');
    expect(await read(server, owner)).toEqual([]);
  });

  it('is hidden to the end after a stop in between, while others go on writing', async ({
    start,
    folder,
  }) => {
    const server = await start.server({ ...ACCOUNTS, DATA_DIR: folder });
    const owner = await arrive(server, 'alice', 'owner');
    const bob = await arrive(server, 'bob');
    await sayMany(server, bob, 2_500);
    const suspended = suspend(server, bob, 'hide').catch(() => undefined);
    await expect.poll(() => countHidden(server)).toBeGreaterThan(0);
    expect(countHidden(server)).toBeLessThan(2_500);
    await say(server, owner, 'meanwhile');
    await server.close();
    await suspended;
    const again = await start.server({ AUTH_MODE: 'accounts', DATA_DIR: folder });
    await expect.poll(() => countHidden(again), { timeout: 20_000 }).toBe(2_500);
    const pending = "select count(*) from server_state where key like 'align.%'";
    await expect.poll(() => query(again.config.database, pending)).toEqual([0]);
  });

  base('stays in the archive, which is as the database has it', { timeout: 60_000 }, async ({ start }) => {
    const clock = createClock(new Date().toISOString());
    const env = { ARCHIVE: 'on', RATE_LIMIT_MAX_ADMIN: '100000' };
    const server = await start.server({ ...ACCOUNTS, ...env }, { clock });
    const owner = await arrive(server, 'alice', 'owner');
    const bob = await arrive(server, 'bob');
    await say(server, bob, 'before it was archived');
    await runTask(server, 'archive');
    await say(server, bob, 'and after');
    await backUp(server);
    await suspend(server, bob, 'hide');
    expect(await readDetails(server), 'what pollers are told waits for no archive').toMatchObject({
      backlog: 1,
    });
    expect(await runTask(server, 'archive')).toMatchObject({ result: 'ok' });
    expect(await readDetails(server)).toMatchObject({ backlog: 0 });
    expect(git(server, 'grep', '-h', 'and after', 'main', '--', 'rooms')).toContain('"and after"');
    expect(await read(server, owner)).toEqual([]);
    for (const task of ['archive_verify', 'restore_drill'] as const)
      expect(await runTask(server, task), task).toMatchObject({ result: 'ok' });
  });
});

async function say(server: TestServer, { headers }: SignedInPerson, content: string): Promise<Message> {
  return (await call(server, postMessage, { headers, body: { content } })).body;
}

function suspend(server: TestServer, whom: SignedInPerson, messages: 'keep' | 'hide') {
  return call(server, suspendPerson, { headers: BY_TOKEN, params: idOf(whom), body: { reason, messages } });
}

async function read(server: TestServer, { headers }: SignedInPerson): Promise<Message[]> {
  return (await call(server, listMessages, { headers })).body.messages;
}

async function cursorOf(server: TestServer, { headers }: SignedInPerson): Promise<string> {
  return (await call(server, listChanges, { headers })).body?.cursor ?? '';
}

async function poll(server: TestServer, { headers }: SignedInPerson, since: string) {
  const { body } = await call(server, listChanges, { headers, query: { since } });
  if (body === undefined) throw new Error('There is nothing new');
  return body;
}

/** Has somebody write so much at once, as posts do. */
async function sayMany({ app, database }: TestServer, { me }: SignedInPerson, count: number): Promise<void> {
  const insert = database.prepareWrite<{ position: number; id: string }, unknown>((db, parameter) =>
    db.insertInto('messages').values({
      position: parameter('position'),
      id: parameter('id'),
      room: 'general',
      author: me.name,
      author_id: me.id,
      content: 'spam',
      created_at: '2026-11-20T12:00:00.000Z',
      synced: 0,
    }),
  );
  const last = await database.transact(() => {
    const before = app.changeLog.readLastPosition();
    for (let index = 1; index <= count; index++) {
      const id = `01931e2f-0000-7000-8000-${String(index).padStart(12, '0')}`;
      insert.run({ position: before + index, id });
      app.changeLog.append({ position: before + index, type: 'message.created', message_id: id });
    }
    return before + count;
  });
  app.changeLog.publish(last);
}

function countHidden({ config }: TestServer): number {
  return query(config.database, 'select count(*) from messages where hidden = 1')[0] as number;
}
