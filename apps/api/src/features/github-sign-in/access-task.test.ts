import { readSession, recover } from '@bookchat/shared';
import { describe, expect } from 'vitest';
import { invite, PASSWORD, startWithOwner, tokenOf } from '../../../test/accounts-test.ts';
import { call } from '../../../test/call.ts';
import { resets } from '../../../test/github/faults/wire-faults.ts';
import type { GithubDouble } from '../../../test/github/github-double.ts';
import { comeBy, it, withSignIn } from '../../../test/github-sign-in-test.ts';
import { hearAlarms } from '../../../test/hear-alarms.ts';
import { runTask } from '../../../test/run-task.ts';
import type { TestServer } from '../../../test/start-test-server.ts';

const ADA = { id: 7, login: 'ada', role: 'write' } as const;
const BOB = { id: 8, login: 'bob', role: 'read' } as const;

async function isSignedIn(server: TestServer, cookie: string): Promise<boolean> {
  return (await call(server, readSession, { headers: { cookie } })).body.signed_in !== null;
}

function personOf({ app }: TestServer, id: number) {
  const person = app.people.findByGithubId(String(id));
  if (person === undefined) throw new Error(`nobody came by ${id}`);
  return person;
}

/** What happened to people, as the audit log tells. */
async function deeds({ database }: TestServer): Promise<string[]> {
  const rows = await database.kysely.selectFrom('audit').select(['action', 'target']).orderBy('id').execute();
  const aboutPeople = rows.filter(({ action }) => action.startsWith('person.'));
  return aboutPeople.map(({ action, target }) => `${action} ${target}`);
}

async function comeInBoth(server: TestServer, github: GithubDouble): Promise<string> {
  github.setAccounts([ADA, BOB]);
  await comeBy(server, github, 'bob');
  return (await comeBy(server, github, 'ada')).cookie;
}

describe('the task github_access', () => {
  it('puts out whoever was removed on GitHub, and lets them in again when they are back', async ({
    start,
    github,
  }) => {
    const server = await start.server(withSignIn(github));
    const cookie = await comeInBoth(server, github);
    expect((await runTask(server, 'github_access')).message).toBe('Asked about 2: nothing has changed.');
    expect(await isSignedIn(server, cookie)).toBe(true);

    github.setAccounts([BOB, { id: 7, login: 'ada' }]);
    expect((await runTask(server, 'github_access')).message).toBe('Asked about 2: 1 suspended.');
    expect(await isSignedIn(server, cookie)).toBe(false);
    expect(personOf(server, 7)).toMatchObject({
      state: 'suspended',
      suspend_reason: 'No longer let in by GitHub.',
    });
    expect((await comeBy(server, github, 'ada')).location).toBe('/sign-in#github_not_allowed');

    github.setAccounts([BOB, ADA]);
    expect((await runTask(server, 'github_access')).message).toBe('Asked about 2: 1 let in again.');
    expect((await comeBy(server, github, 'ada')).location).toBe('/');
    expect(await deeds(server)).toEqual([
      'person.joined bob',
      'person.joined ada',
      'person.suspended ada',
      'person.reinstated ada',
    ]);
  });

  it('follows the roles that GitHub gives, but for those that an admin gave', async ({ start, github }) => {
    const server = await start.server(withSignIn(github));
    await comeInBoth(server, github);
    const { people } = server.app;
    const bob = personOf(server, 8);
    await people.writing(() => people.update(bob, { role: 'admin' }));
    github.setAccounts([
      { ...ADA, role: 'admin' },
      { ...BOB, role: 'write' },
    ]);
    expect((await runTask(server, 'github_access')).message).toBe('Asked about 2: the role of 1 changed.');
    expect(personOf(server, 7).role).toBe('admin');
    expect(personOf(server, 8).role, 'by hand').toBe('admin');
  });

  it('lets whoever comes back in at once, without waiting for its next run', async ({ start, github }) => {
    const server = await start.server(withSignIn(github));
    await comeInBoth(server, github);
    github.setAccounts([BOB]);
    await runTask(server, 'github_access');
    github.setAccounts([BOB, { ...ADA, role: 'read' }]);
    expect((await comeBy(server, github, 'ada')).location).toBe('/');
    expect(personOf(server, 7)).toMatchObject({ state: 'active', role: 'guest' });
  });

  it('leaves those alone who came another way', async ({ start, github }) => {
    const { server, owner } = await startWithOwner(start, withSignIn(github));
    expect((await runTask(server, 'github_access')).message).toBe('Nobody came by GitHub.');
    const { people } = server.app;
    const alice = people.find(owner.me.id);
    if (alice === undefined) throw new Error('alice is gone');
    await people.writing(() => people.update(alice, { github_id: '9', github_login: 'alice' }));
    await comeInBoth(server, github);
    expect((await runTask(server, 'github_access')).message).toBe('Asked about 2: nothing has changed.');
    expect(await isSignedIn(server, owner.headers.cookie)).toBe(true);
  });

  it('puts nobody out because GitHub is silent', async ({ start, github }) => {
    const server = await start.server(withSignIn(github));
    const alarms = hearAlarms(server);
    const cookie = await comeInBoth(server, github);
    github.fail('listCollaborators', resets({ applied: false }), 100);
    expect(await runTask(server, 'github_access')).toMatchObject({
      result: 'ok',
      message: expect.stringMatching(/^Nothing was heard, and nobody is put out by that\./),
    });
    expect(alarms.open.has('github_access')).toBe(false);
    expect(await isSignedIn(server, cookie)).toBe(true);
  });

  it('raises an alarm at once where only people can help, and ends it', async ({ start, github }) => {
    const server = await start.server(withSignIn(github));
    const alarms = hearAlarms(server);
    const cookie = await comeInBoth(server, github);
    const { token } = github;
    github.expireToken();
    expect((await runTask(server, 'github_access')).result).toBe('failed');
    expect(alarms.open.get('github_access')).toMatchObject({
      severity: 'WARNING',
      title: 'GitHub does not say who may come in',
    });
    expect(await isSignedIn(server, cookie)).toBe(true);
    github.setToken(token ?? '');
    await runTask(server, 'github_access');
    expect(alarms.open.has('github_access')).toBe(false);
  });

  it('is none where nobody signs in with GitHub', async ({ server }) => {
    await expect(runTask(server, 'github_access')).rejects.toThrow('There is no task github_access');
  });
});

describe('somebody who is put out by GitHub', () => {
  it('leaves no invite behind by which to come back', async ({ start, github }) => {
    const server = await start.server(withSignIn(github));
    await comeInBoth(server, github);
    const { people } = server.app;
    const link = { kind: 'invite', role: 'member', created_by: 'ada', goodForMs: 3_600_000 } as const;
    const [hers, his] = await people.writing(() => [
      people.links.create({ ...link, personId: personOf(server, 7).id }),
      people.links.create({ ...link, personId: personOf(server, 8).id }),
    ]);
    github.setAccounts([BOB]);
    await runTask(server, 'github_access');
    expect(() => people.links.look(hers?.token ?? '')).toThrow('This link is not good any more');
    expect(people.links.look(his?.token ?? '').kind).toBe('invite');
  });
});

describe('a recovered account', () => {
  it('loses a link to GitHub that was added later, and keeps the one that it came by', async ({
    start,
    github,
  }) => {
    const { server } = await startWithOwner(start, withSignIn(github));
    const bob = await invite(server, 'bob');
    const { people } = server.app;
    const row = people.find(bob.me.id);
    if (row === undefined) throw new Error('bob is gone');
    await people.writing(() => people.update(row, { github_id: '9', github_login: 'mallory' }));
    github.setAccounts([ADA]);
    await comeBy(server, github, 'ada');
    for (const id of [bob.me.id, personOf(server, 7).id]) {
      const link = { kind: 'recovery', role: 'member', personId: id, created_by: null } as const;
      const { token } = await people.writing(() => people.links.create({ ...link, goodForMs: 3_600_000 }));
      await call(server, recover, { body: { token: tokenOf(people.linkUrl(token)), password: PASSWORD } });
    }
    expect(people.find(bob.me.id)).toMatchObject({ github_id: null, github_login: null });
    expect(personOf(server, 7).github_login).toBe('ada');
  });
});
