import { generateKeyPairSync } from 'node:crypto';
import {
  deleteMe,
  linkGithub,
  readSession,
  removePerson,
  startGithubSignIn,
  suspendPerson,
  unlinkGithub,
} from '@bookchat/shared';
import { describe, expect } from 'vitest';
import { ACCOUNTS, BY_TOKEN, invite, startWithOwner } from '../../../test/accounts-test.ts';
import { call, callRefused } from '../../../test/call.ts';
import { createClock } from '../../../test/create-clock.ts';
import { distorts } from '../../../test/github/faults/content-faults.ts';
import { resets } from '../../../test/github/faults/wire-faults.ts';
import { comeBack, comeBy, get, it, visit, withSignIn } from '../../../test/github-sign-in-test.ts';
import { addOne, deviceFor, onLocalhost } from '../../../test/passkeys-test.ts';
import type { TestServer } from '../../../test/start-test-server.ts';

const ADA = { id: 7, login: 'ada' };
const BOB = { id: 8, login: 'bob' };

async function whoIs(server: TestServer, cookie: string) {
  return (await call(server, readSession, { headers: { cookie } })).body.signed_in;
}

describe('whoever works on the repository', () => {
  it.for([
    ['admin', 'admin'],
    ['maintain', 'admin'],
    ['write', 'member'],
    ['a role of our own', 'member'],
    ['triage', 'guest'],
    ['read', 'guest'],
  ] as const)('comes in: with the role %s as %s', async ([role, becomes], { start, github }) => {
    const server = await start.server(withSignIn(github));
    github.setAccounts([{ ...ADA, role }]);
    const { location, cookie } = await comeBy(server, github, 'ada');
    expect(location).toBe('/');
    expect((await whoIs(server, cookie))?.me).toMatchObject({
      name: 'ada',
      role: becomes,
      has_password: false,
      github_login: 'ada',
    });
  });

  it('is the same person each time, whatever they are called on GitHub', async ({ start, github }) => {
    const server = await start.server(withSignIn(github));
    github.setAccounts([{ ...ADA, role: 'write' }]);
    const first = await whoIs(server, (await comeBy(server, github, 'ada')).cookie);
    github.setAccounts([
      { ...ADA, login: 'ada-lovelace', role: 'write' },
      { ...BOB, login: 'ada', role: 'write' },
    ]);
    const again = await whoIs(server, (await comeBy(server, github, 'ada-lovelace')).cookie);
    expect(again?.me).toEqual({ ...first?.me, github_login: 'ada-lovelace' });
    const other = await whoIs(server, (await comeBy(server, github, 'ada')).cookie);
    expect(other?.me, 'somebody else has the login now').toMatchObject({ name: 'ada-2' });
  });

  it('is nobody who may merely read what is public', async ({ start, github }) => {
    const server = await start.server(withSignIn(github));
    github.setPrivate(false);
    github.setAccounts([ADA, { ...BOB, isMember: true }]);
    for (const login of ['ada', 'bob'])
      expect((await comeBy(server, github, login)).location).toBe('/sign-in#github_not_allowed');
  });

  it('is found among hundreds', async ({ start, github }) => {
    const server = await start.server(withSignIn(github));
    const many = Array.from({ length: 230 }, (_, index) => ({ id: 100 + index, login: `dev-${index}` }));
    github.setAccounts([...many, ADA].map((account) => ({ ...account, role: 'write' as const })));
    expect((await comeBy(server, github, 'ada')).location).toBe('/');
  });

  it('is told to strangers without the name of the repository', async ({ start, github }) => {
    const server = await start.server(withSignIn(github));
    const { github: words } = (await call(server, readSession)).body.ways;
    expect(words).toBe('For everybody who works on the repository of this chat.');
  });
});

describe('others who may come in', () => {
  it('are members of an organization', async ({ start, github }) => {
    const server = await start.server(withSignIn(github, 'org:bookchat'));
    github.setAccounts([{ ...ADA, isMember: true }, BOB]);
    expect((await comeBy(server, github, 'ada')).location).toBe('/');
    expect((await comeBy(server, github, 'bob')).location).toBe('/sign-in#github_not_allowed');
  });

  it('are those on a list, and nobody who took the login of one', async ({ start, github }) => {
    const server = await start.server(withSignIn(github, 'Ada,carol'));
    github.setAccounts([ADA, BOB]);
    expect((await comeBy(server, github, 'ada')).location).toBe('/');
    expect((await comeBy(server, github, 'bob')).location).toBe('/sign-in#github_not_allowed');
    github.setAccounts([{ ...BOB, login: 'ada' }]);
    expect((await comeBy(server, github, 'ada')).location).toBe('/sign-in#github_not_allowed');
  });

  it('are nobody where the organization says nothing', async ({ start, github }) => {
    const server = await start.server(withSignIn(github, 'org:elsewhere'));
    github.setAccounts([{ ...ADA, isMember: true }]);
    expect((await comeBy(server, github, 'ada')).location).toBe('/sign-in#github_unreachable');
  });
});

describe('members of an organization', () => {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
  it.override('site', { token: null, app: { id: 5, installationId: 6, publicKey } });

  it('may be asked for by the App of the archive', async ({ start, github }) => {
    const server = await start.server({
      ...withSignIn(github, 'org:bookchat'),
      GITHUB_APP_ID: '5',
      GITHUB_APP_INSTALLATION_ID: '6',
      GITHUB_APP_PRIVATE_KEY: privateKey.export({ type: 'pkcs1', format: 'pem' }).toString(),
    });
    github.setAccounts([{ ...ADA, isMember: true }, BOB]);
    expect((await comeBy(server, github, 'ada')).location).toBe('/');
    expect((await comeBy(server, github, 'bob')).location).toBe('/sign-in#github_not_allowed');
  });
});

describe('a name', () => {
  it('is made free where it is taken, and nobody gets into another account by it', async ({
    start,
    github,
  }) => {
    const { server, owner } = await startWithOwner(start, withSignIn(github));
    github.setAccounts([
      { id: 9, login: 'alice', role: 'admin' },
      { id: 10, login: 'server', role: 'read' },
    ]);
    const { me } = (await whoIs(server, (await comeBy(server, github, 'alice')).cookie)) ?? {};
    expect(me).toMatchObject({ name: 'alice-2', role: 'admin' });
    expect(me?.id).not.toBe(owner.me.id);
    expect((await whoIs(server, (await comeBy(server, github, 'server')).cookie))?.me.name).toBe('server-2');
  });
});

describe('somebody who was put out here', () => {
  it('does not come back by GitHub', async ({ start, github }) => {
    const server = await start.server(withSignIn(github));
    github.setAccounts([{ ...ADA, role: 'write' }]);
    const ada = await whoIs(server, (await comeBy(server, github, 'ada')).cookie);
    const params = { id: ada?.me.id ?? '' };
    const by = { params, headers: BY_TOKEN };
    await call(server, suspendPerson, { ...by, body: { reason: 'Spam' } });
    const { location, cookie } = await comeBy(server, github, 'ada');
    expect(location).toBe('/sign-in#github_suspended');
    const why = /bookchat_suspended=([\w-]+)/.exec(cookie)?.[1] ?? '';
    expect(Buffer.from(why, 'base64url').toString(), 'and why').toBe('Spam');
    expect(await whoIs(server, cookie)).toBeNull();
    await call(server, removePerson, { ...by, body: { reason: 'Spam again' } });
    expect((await comeBy(server, github, 'ada')).location).toBe('/sign-in#github_blocked');
  });

  it('may come as somebody new where they left of their own accord', async ({ start, github }) => {
    const server = await start.server(withSignIn(github));
    github.setAccounts([{ ...ADA, role: 'write' }]);
    const { cookie } = await comeBy(server, github, 'ada');
    await call(server, deleteMe, { headers: { cookie }, body: {} });
    const again = await whoIs(server, (await comeBy(server, github, 'ada')).cookie);
    expect(again?.me.name).toBe('ada-2');
  });
});

describe('the way back from GitHub', () => {
  it('is bound to the browser that set out, against another’s account', async ({ start, github }) => {
    const server = await start.server(withSignIn(github));
    github.setAccounts([
      { ...ADA, role: 'write' },
      { ...BOB, role: 'write' },
    ]);
    const bobs = await get(server, '/api/github/start');
    const address = await visit(github, 'bob', bobs.headers.location);
    const victim = await get(server, '/api/github/start');
    expect((await comeBack(server, { address })).location, 'without a cookie').toBe('/sign-in#github_stale');
    expect((await comeBack(server, { address, out: victim })).location).toBe('/sign-in#github_stale');
    const taken = await comeBack(server, { address, out: victim });
    expect(await whoIs(server, taken.cookie)).toBeNull();
  });

  it('is good once, for five minutes, and with its own state', async ({ start, github }) => {
    const clock = createClock();
    const server = await start.server(withSignIn(github), { clock });
    github.setAccounts([{ ...ADA, role: 'write' }]);
    const out = await get(server, '/api/github/start');
    const address = await visit(github, 'ada', out.headers.location);
    expect((await comeBack(server, { address, out })).location).toBe('/');
    expect((await comeBack(server, { address, out })).location).toBe('/sign-in#github_stale');

    const second = await get(server, '/api/github/start');
    const forged = new URL(await visit(github, 'ada', second.headers.location));
    forged.searchParams.set('state', 'guessed');
    expect((await comeBack(server, { address: forged.href, out: second })).location).toBe(
      '/sign-in#github_stale',
    );

    const third = await get(server, '/api/github/start');
    const late = await visit(github, 'ada', third.headers.location);
    await clock.pass(300_000);
    expect((await comeBack(server, { address: late, out: third })).location).toBe('/sign-in#github_stale');
  });

  it('takes no code that was meant for another way', async ({ start, github }) => {
    const server = await start.server(withSignIn(github));
    github.setAccounts([{ ...ADA, role: 'write' }]);
    const mine = await get(server, '/api/github/start');
    const stolen = new URL(
      await visit(github, 'ada', (await get(server, '/api/github/start')).headers.location),
    );
    const address = new URL(await visit(github, 'ada', mine.headers.location));
    address.searchParams.set('code', stolen.searchParams.get('code') ?? '');
    expect((await comeBack(server, { address: address.href, out: mine })).location).toBe(
      '/sign-in#github_stale',
    );
  });

  it('ends before the door for whoever refuses, and where GitHub says nothing of who it is', async ({
    start,
    github,
  }) => {
    const server = await start.server(withSignIn(github));
    github.setAccounts([{ ...ADA, role: 'write' }]);
    expect((await comeBy(server, github, null)).location).toBe('/sign-in#github_cancelled');
    const out = await get(server, '/api/github/start');
    const address = new URL(await visit(github, 'ada', out.headers.location));
    address.searchParams.delete('code');
    expect((await comeBack(server, { address: address.href, out })).location).toBe('/sign-in#github_stale');
  });

  it.for([
    ['the token', 'oauth', resets({ applied: false })],
    ['the account', 'getUser', distorts(() => ({ id: 'seven', login: '<b>' }))],
    ['the collaborators', 'listCollaborators', resets({ applied: false })],
  ] as const)(
    'ends before the door where GitHub does not say %s',
    async ([, what, fault], { start, github }) => {
      const server = await start.server(withSignIn(github));
      github.setAccounts([{ ...ADA, role: 'write' }]);
      const out = await get(server, '/api/github/start');
      const address = await visit(github, 'ada', out.headers.location);
      github.fail(what, fault);
      expect((await comeBack(server, { address, out })).location).toBe('/sign-in#github_unreachable');
      github.takeViolations();
      expect((await comeBy(server, github, 'ada')).location).toBe('/');
    },
  );

  it('ends before the door where the client secret is wrong', async ({ start, github }) => {
    const server = await start.server({
      ...withSignIn(github),
      GITHUB_OAUTH_CLIENT_SECRET: 'not-the-secret-of-this-app',
    });
    github.setAccounts([{ ...ADA, role: 'write' }]);
    expect((await comeBy(server, github, 'ada')).location).toBe('/sign-in#github_unreachable');
  });

  it('leads to PUBLIC_URL, and asks GitHub for nothing but who it is', async ({ start, github }) => {
    const server = await start.server({
      ...withSignIn(github),
      PUBLIC_URL: 'https://chat.example.org/',
    });
    const out = await get(server, '/api/github/start', { host: 'chat.example.org' });
    const { searchParams } = new URL(out.headers.location ?? '');
    expect(searchParams.get('redirect_uri')).toBe('https://chat.example.org/api/github/callback');
    expect(searchParams.get('scope')).toBeNull();
    expect(out.headers['set-cookie']).toEqual([
      expect.stringMatching(/^__Host-bookchat_github=[\w-]{43}; .*HttpOnly; Secure; SameSite=Lax$/),
    ]);
  });
});

describe('a link to one’s own account', () => {
  it('opens it from then on, until it is taken back', async ({ start, github }) => {
    const { server, owner } = await startWithOwner(start, withSignIn(github));
    const { headers } = owner;
    github.setAccounts([{ ...ADA, role: 'read' }]);
    const own = { ...headers, ...onLocalhost(server) };
    const out = await call(server, linkGithub, { headers: own });
    const address = await visit(github, 'ada', out.body.url);
    expect((await comeBack(server, { address, out, headers })).location).toBe('/me#github_linked');
    const { cookie } = await comeBy(server, github, 'ada');
    const signedIn = await whoIs(server, cookie);
    expect(signedIn?.me).toMatchObject({ name: 'alice', role: 'owner', github_login: 'ada' });
    expect(signedIn?.session.fresh_until, 'a password says more').toMatch(/^1970/);
    expect((await call(server, unlinkGithub, { headers })).body.github_login).toBeNull();
  });

  it('is nobody’s who is not who set out', async ({ start, github }) => {
    const { server, owner } = await startWithOwner(start, withSignIn(github));
    const mallory = await invite(server, 'mallory');
    github.setAccounts([{ ...ADA, role: 'write' }]);
    const out = await call(server, linkGithub, { headers: { ...mallory.headers, ...onLocalhost(server) } });
    const address = await visit(github, 'ada', out.body.url);
    const { headers } = owner;
    expect((await comeBack(server, { address, out, headers })).location).toBe('/me#github_stale');
    expect((await whoIs(server, headers.cookie))?.me.github_login).toBeNull();
  });

  it('is not begun by another site, nor long after signing in', async ({ start, github }) => {
    const clock = createClock();
    const { server, owner } = await startWithOwner(start, withSignIn(github), { clock });
    const foreign = { ...owner.headers, origin: 'https://evil.example' };
    expect((await callRefused(server, linkGithub, { headers: foreign })).body.code).toBe(
      'origin_not_allowed',
    );
    await clock.pass(600_000);
    const late = await callRefused(server, linkGithub, { headers: owner.headers });
    expect(late.body.code).toBe('recent_sign_in_needed');
  });

  it('is refused where the account on GitHub is another’s', async ({ start, github }) => {
    const { server, owner } = await startWithOwner(start, withSignIn(github));
    const { headers } = owner;
    github.setAccounts([{ ...ADA, role: 'write' }]);
    await comeBy(server, github, 'ada');
    const out = await call(server, linkGithub, { headers: { ...headers, ...onLocalhost(server) } });
    const address = await visit(github, 'ada', out.body.url);
    expect((await comeBack(server, { address, out, headers })).location).toBe('/me#github_taken');
  });

  it('stays where it is how somebody came, or the last way in', async ({ start, github }) => {
    const server = await start.server(withSignIn(github));
    github.setAccounts([{ ...ADA, role: 'write' }]);
    const { cookie } = await comeBy(server, github, 'ada');
    expect((await callRefused(server, unlinkGithub, { headers: { cookie } })).body.code).toBe('github_bound');
    const { people } = server.app;
    const ada = people.findByGithubId('7');
    if (ada === undefined) throw new Error('ada is gone');
    await people.writing(() => people.update(ada, { github_role: null }));
    expect((await callRefused(server, unlinkGithub, { headers: { cookie } })).body.code).toBe('last_way_in');
    await addOne(server, { device: deviceFor(server), by: { headers: { cookie } } });
    await call(server, unlinkGithub, { headers: { cookie } });
  });
});

describe('a server without it', () => {
  it('says so', async ({ start }) => {
    const server = await start.server(ACCOUNTS);
    expect((await callRefused(server, startGithubSignIn)).body.code).toBe('github_off');
    expect((await call(server, readSession)).body.ways.github).toBeNull();
    const open = await start.server();
    expect((await callRefused(open, startGithubSignIn)).body.code).toBe('accounts_off');
  });
});
