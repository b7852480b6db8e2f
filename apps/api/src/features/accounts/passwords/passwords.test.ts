import { changePassword, join, makeRecoveryLink, recover } from '@bookchat/shared';
import { describe, expect } from 'vitest';
import { PASSWORD, startWithOwner, tokenOf } from '../../../../test/accounts-test.ts';
import { call, callRefused } from '../../../../test/call.ts';
import { it as base } from '../../../../test/server-test.ts';

const it = base.extend('home', ({ start }) =>
  startWithOwner(start, { PUBLIC_URL: 'http://talk.harbour.example' }),
);

describe('a password that somebody chooses', { timeout: 90_000 }, () => {
  it.for([
    ['          ', 'repeats itself'],
    ['aaaaaaaaaa', 'repeats itself'],
    ['abcabcabcabc', 'repeats itself'],
    ['Bob Dylan Bob Dylan', 'repeats itself'],
    ['sailor7-sailor7', 'repeats itself'],
    ['banana bandana', 'repeats itself'],
    ['1234567890', 'row of characters'],
    ['zyxwvutsrq', 'row of characters'],
    ['qwertzuiop', 'row of characters'],
    ['1q2w3e4r5t', 'row of characters'],
    ['abcdef123456', 'row of characters'],
    ['111222333444', 'row of characters'],
    ['manchester', 'Many people'],
    ['Password2026!', 'Many people'],
    ['letmein12345', 'Many people'],
    ['7ugd5hip2j', 'Many people'],
    ['bob dylan 1941', 'a name'],
    ['dylan@folk.example', 'a name'],
    ['BookChat-2026', 'what this server is called'],
    ['talk.harbour 1', 'what this server is called'],
  ])('is refused with the reason where it is soon guessed: %j', async ([password, reason], { home }) => {
    const { server } = home;
    const body = { name: 'Bob Dylan', email: 'dylan@folk.example', token: await invite(home), password };
    const before = server.app.people.passwords.hashed;
    const { status, body: problem } = await callRefused(server, join, { body });
    expect({ status, code: problem.code }).toEqual({ status: 400, code: 'validation_failed' });
    expect(problem.errors).toEqual([
      { path: 'password', message: expect.stringContaining(reason as string) },
    ]);
    expect(server.app.people.passwords.hashed).toBe(before);
  });

  it('is not the name of a server that has no other either', async ({ start }) => {
    const home = await startWithOwner(start);
    const body = { name: 'Bob', token: await invite(home), password: 'localhost5910' };
    const { body: problem } = await callRefused(home.server, join, { body });
    expect(problem.errors).toMatchObject([
      { message: expect.stringContaining('what this server is called') },
    ]);
  });

  it.for([
    'a few words in a row',
    '%$&*(#@!)^~+',
    '\u{1f30a}\u{1f389}\u{1f34e}\u{1f419}\u{1f6a2}wave!',
    'x9Bob!kuPq2v',
  ])('may be of anything else: %j', async (password, { home }) => {
    const body = { name: 'Bob', token: await invite(home), password };
    expect((await call(home.server, join, { body })).body.me.name).toBe('Bob');
  });

  it('is none that is soon guessed where it is changed or recovered either', async ({ home }) => {
    const { server, owner } = home;
    const { headers, me } = owner;
    const made = await call(server, makeRecoveryLink, { headers, params: { id: me.id } });
    const token = tokenOf(made.body.url);
    const refused = [
      await callRefused(server, changePassword, {
        headers,
        body: { current: PASSWORD, password: 'alice@example.org' },
      }),
      await callRefused(server, recover, { body: { token, password: 'alice alice 1' } }),
    ];
    for (const { body } of refused) expect(body.errors?.map(({ path }) => path)).toEqual(['password']);
    const body = { token, password: 'the link is good for another try' };
    expect((await call(server, recover, { body })).status).toBe(201);
  });
});

type Home = Awaited<ReturnType<typeof startWithOwner>>;

async function invite({ server: { app } }: Home): Promise<string> {
  const link = { kind: 'invite', role: 'member', created_by: null, goodForMs: 60_000 } as const;
  return (await app.people.writing(() => app.people.links.create(link))).token;
}
