import {
  assignName,
  changeMe,
  createInvite,
  join,
  listUnclaimedNames,
  releaseFormerName,
} from '@bookchat/shared';
import { describe, expect } from 'vitest';
import {
  ACCOUNTS,
  BY_TOKEN,
  joinBy,
  PASSWORD,
  type SignedInPerson,
  tokenOf,
} from '../../../../test/accounts-test.ts';
import { call, callRefused } from '../../../../test/call.ts';
import { post } from '../../../../test/post.ts';
import { auditOf } from '../../../../test/read-audit.ts';
import { backUp, query, restore } from '../../../../test/restore.ts';
import { it as base } from '../../../../test/server-test.ts';
import type { TestServer } from '../../../../test/start-test-server.ts';
import { arrive, it as team } from '../../../../test/team-test.ts';

interface Moved {
  readonly server: TestServer;
  readonly carol: SignedInPerson;
}

/** A server in whose open mode robert wrote, and on which carol has an account since. */
const it = base.extend('moved', async ({ start, folder }): Promise<Moved> => {
  const open = await start.server({ DATA_DIR: folder });
  await post(open, { author: 'robert', content: 'one' }, { author: 'Al', content: 'two' });
  await open.close();
  const server = await start.server({ ...ACCOUNTS, DATA_DIR: folder });
  return { server, carol: await arrive(server, 'carol') };
});

describe('the name of somebody who wrote before there were accounts', { timeout: 60_000 }, () => {
  it('is not for whoever joins, nor one that looks like it', async ({ moved: { server } }) => {
    for (const name of ['robert', 'R0BERT', 'al'])
      expect((await joinRefused(server, name)).body).toMatchObject({
        code: 'name_taken',
        detail: expect.stringMatching(
          `^Somebody wrote as ${name}.*an admin can give you that one under Names`,
        ),
      });
    expect((await joinBy(server, await inviteUrl(server), 'bob')).me.name).toBe('bob');
  });

  it('is for a person to whom it was given, and for nobody else', async ({ moved: { server, carol } }) => {
    const rename = { headers: carol.headers, body: { name: 'robert' } };
    expect((await callRefused(server, changeMe, rename)).body.code).toBe('name_taken');
    await call(server, assignName, { headers: BY_TOKEN, body: { name: 'robert', person_id: carol.me.id } });
    expect((await call(server, changeMe, rename)).body.name).toBe('robert');
    const again = { headers: carol.headers, body: { name: 'Robert' } };
    expect((await call(server, changeMe, again)).body.name).toBe('Robert');
    expect((await joinRefused(server, 'robert')).body.detail).toContain('has this name');
  });

  base('is for the owner who sets the server up', async ({ start, folder }) => {
    const open = await start.server({ DATA_DIR: folder });
    await post(open, { author: 'alice', content: 'one' });
    await open.close();
    const server = await start.server({ ...ACCOUNTS, DATA_DIR: folder });
    const url = (await server.app.accounts.prepareSetUp()) ?? '';
    expect((await joinBy(server, url, 'alice')).me).toMatchObject({ name: 'alice', role: 'owner' });
  });

  base('is read beside the event loop where there are many messages', async ({ start, folder }) => {
    const open = await start.server({ DATA_DIR: folder });
    await post(open, { author: 'robert', content: 'one' });
    await open.close();
    query(open.config.database, 'update changes set position = position + 20000');
    query(open.config.database, 'update messages set position = position + 20000');
    const server = await start.server({ ...ACCOUNTS, DATA_DIR: folder });
    expect((await joinRefused(server, 'robert')).body.code).toBe('name_taken');
    expect((await joinRefused(server, 'Robert')).body.code).toBe('name_taken');
  });

  it('counts also where it came with a restore', async ({ moved: { server } }) => {
    const backup = await backUp(server);
    await server.database.kysely.deleteFrom('messages').where('author', '=', 'robert').execute();
    await restore(server, backup);
    expect((await joinRefused(server, 'robert')).body.code).toBe('name_taken');
  });

  it('is not given to anybody while it is not known who wrote', async ({ moved: { server } }) => {
    const { ensureFree } = server.app.people;
    expect(() => ensureFree({ name: 'dora' })).toThrowError(expect.objectContaining({ code: 'overloaded' }));
    await server.app.people.earlierWriters.ready();
    expect(() => ensureFree({ name: 'dora' })).not.toThrow();
  });
});

describe('a former name', () => {
  team(
    'is listed with whom it is kept for, and free once an admin has released it',
    async ({ team: { server, admin, bob, guest } }) => {
      await rename(server, bob, 'robert');
      const { former_names } = (await call(server, listUnclaimedNames, { headers: admin.headers })).body;
      expect(former_names).toMatchObject([{ name: 'bob', person: { name: 'robert' } }]);
      const wanted = { headers: guest.headers, body: { name: 'bob' } };
      expect((await callRefused(server, changeMe, wanted)).body.code).toBe('name_taken');
      await call(server, releaseFormerName, { headers: admin.headers, body: { name: 'bob' } });
      expect((await call(server, changeMe, wanted)).body.name).toBe('bob');
      expect(await auditOf(server, 'name.')).toEqual([
        { actor: 'adam', action: 'name.released', target: 'bob', details: { from: 'robert' } },
      ]);
    },
  );

  team(
    'is not released where it is none, or is had again, or was that of somebody above',
    async ({ team: { server, owner, admin, bob } }) => {
      const release = async (name: string) =>
        (await callRefused(server, releaseFormerName, { headers: admin.headers, body: { name } })).body.code;
      await rename(server, owner, 'alicia');
      for (const name of ['robert', 'bob']) await rename(server, bob, name);
      expect([await release('nobody'), await release('bob'), await release('alice')]).toEqual([
        'name_not_found',
        'name_not_found',
        'rank_too_low',
      ]);
      const listed = (await call(server, listUnclaimedNames, { headers: admin.headers })).body.former_names;
      expect(listed.map(({ name }) => name).toSorted()).toEqual(['alice', 'robert']);
      await rename(server, admin, 'abel');
      expect(
        await call(server, releaseFormerName, { headers: admin.headers, body: { name: 'adam' } }),
      ).toMatchObject({
        status: 204,
      });
    },
  );
});

async function inviteUrl(server: TestServer): Promise<string> {
  return (await call(server, createInvite, { headers: BY_TOKEN, body: {} })).body.url;
}

async function joinRefused(server: TestServer, name: string) {
  const body = { token: tokenOf(await inviteUrl(server)), name, password: PASSWORD };
  return callRefused(server, join, { body });
}

async function rename(server: TestServer, { headers }: SignedInPerson, name: string): Promise<void> {
  await call(server, changeMe, { headers, body: { name } });
}
