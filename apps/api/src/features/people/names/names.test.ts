import {
  assignName,
  listChanges,
  listMessages,
  listUnclaimedNames,
  removePerson,
  suspendPerson,
} from '@bookchat/shared';
import { describe, expect } from 'vitest';
import { ACCOUNTS, BY_TOKEN, type SignedInPerson } from '../../../../test/accounts-test.ts';
import { call, callRefused } from '../../../../test/call.ts';
import { post } from '../../../../test/post.ts';
import { auditOf } from '../../../../test/read-audit.ts';
import { it as base } from '../../../../test/server-test.ts';
import type { TestServer } from '../../../../test/start-test-server.ts';
import { arrive, idOf } from '../../../../test/team-test.ts';

interface Moved {
  readonly server: TestServer;
  readonly owner: SignedInPerson;
  readonly bob: SignedInPerson;
}

/** A server in whose open mode al, robert and somebody wrote, and on which alice and bob have accounts since. */
const it = base.extend('moved', async ({ start, folder }): Promise<Moved> => {
  const open = await start.server({ DATA_DIR: folder });
  await post(open, { author: 'al', content: 'one' }, { author: 'robert', content: 'two' });
  await post(open, { author: 'al', content: 'three' }, { content: 'four' });
  await open.close();
  const server = await start.server({ ...ACCOUNTS, DATA_DIR: folder });
  const owner = await arrive(server, 'alice', 'owner');
  return { server, owner, bob: await arrive(server, 'bob') };
});

describe('the names that wrote without an account', () => {
  it('are listed, the busiest first, but for Anonymous, who may be anybody', async ({
    moved: { server },
  }) => {
    expect(await names(server)).toEqual([
      { name: 'al', messages: 2, last_at: expect.any(String), assigned_to: null },
      { name: 'robert', messages: 1, last_at: expect.any(String), assigned_to: null },
    ]);
  });

  base('are read without another thread where the database is in memory', async ({ start }) => {
    const server = await start.server({ ...ACCOUNTS, DATABASE_URL: ':memory:' });
    expect(await names(server)).toEqual([]);
    const asked = { headers: BY_TOKEN, body: { name: 'al', person_id: null } };
    expect((await callRefused(server, assignName, asked)).body.code).toBe('name_not_found');
  });

  it('are given to a person, whose the messages are from then on; pages hear of it', async ({
    moved: { server, owner, bob },
  }) => {
    const { body: start } = await call(server, listChanges, { headers: owner.headers });
    expect(await assign(server, 'al', owner)).toBe(2);
    expect(await authors(server, owner)).toEqual(['al alice', 'robert -', 'al alice', 'Anonymous -']);
    const news = await call(server, listChanges, { headers: owner.headers, query: { since: start?.cursor } });
    expect(news.body?.changes).toMatchObject([
      { type: 'message', message: { content: 'one', author_id: owner.me.id } },
      { type: 'message', message: { content: 'three', author_id: owner.me.id } },
    ]);
    await assign(server, 'robert', bob);
    expect(await names(server)).toMatchObject([
      { name: 'al', assigned_to: { name: 'alice' } },
      { name: 'robert', assigned_to: { name: 'bob' } },
    ]);
  });

  it('can be given to another, and taken back; each is noted once', async ({
    moved: { server, owner, bob },
  }) => {
    for (const whom of [owner, owner, bob, null]) await assign(server, 'al', whom);
    expect(await authors(server, owner)).toEqual(['al -', 'robert -', 'al -', 'Anonymous -']);
    expect((await names(server)).map(({ assigned_to }) => assigned_to)).toEqual([null, null]);
    expect((await auditOf(server, 'name.')).map(({ details }) => details)).toEqual([
      { from: null, to: 'alice' },
      { from: 'alice', to: 'bob' },
      { from: 'bob', to: null },
    ]);
  });

  it('keep what the person wrote with the account', async ({ moved: { server, owner, bob } }) => {
    await assign(server, 'robert', bob);
    await server.database.kysely
      .updateTable('messages')
      .set({ author_id: bob.me.id })
      .where('content', '=', 'four')
      .execute();
    await assign(server, 'robert', null);
    expect(await authors(server, owner)).toEqual(['al -', 'robert -', 'al -', 'Anonymous bob']);
  });

  it('go into hiding with the person', async ({ moved: { server, owner, bob } }) => {
    const hide = {
      headers: BY_TOKEN,
      params: idOf(bob),
      body: { reason: 'spam', messages: 'hide' as const },
    };
    await call(server, suspendPerson, hide);
    await assign(server, 'robert', bob);
    await expect.poll(() => authors(server, owner)).toEqual(['al -', 'al -', 'Anonymous -']);
    await assign(server, 'robert', null);
    expect(await authors(server, owner)).toHaveLength(4);
  });

  it.for([
    ['nobody', 'name_not_found'],
    ['Anonymous', 'name_taken'],
    ['alice', 'name_taken'],
    ['A1ice', 'name_taken'],
  ] as const)('are not %s', async ([name, code], { moved: { server, bob } }) => {
    const asked = { headers: BY_TOKEN, body: { name, person_id: bob.me.id } };
    expect((await callRefused(server, assignName, asked)).body.code).toBe(code);
  });

  it('are given to nobody who is not there, or not any more', async ({ moved: { server, bob } }) => {
    const refused = async (person_id: string) =>
      (await callRefused(server, assignName, { headers: BY_TOKEN, body: { name: 'al', person_id } })).body
        .code;
    expect(await refused('01931e2f-0000-7000-8000-000000000000')).toBe('person_not_found');
    await call(server, removePerson, { headers: BY_TOKEN, params: idOf(bob), body: { reason: 'left' } });
    expect(await refused(bob.me.id)).toBe('person_not_found');
  });
});

async function names(server: TestServer) {
  return (await call(server, listUnclaimedNames, { headers: BY_TOKEN })).body.names;
}

async function assign(server: TestServer, name: string, whom: SignedInPerson | null): Promise<number> {
  const body = { name, person_id: whom?.me.id ?? null };
  return (await call(server, assignName, { headers: BY_TOKEN, body })).body.messages;
}

/** The author of each message, and whose account that is. */
async function authors(server: TestServer, { headers }: SignedInPerson): Promise<string[]> {
  const { messages } = (await call(server, listMessages, { headers })).body;
  return messages.map(
    ({ author, author_id: id }) => `${author} ${server.app.people.find(id ?? '')?.name ?? '-'}`,
  );
}
