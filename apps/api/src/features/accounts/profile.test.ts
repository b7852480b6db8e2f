import { changeMe, listPeople, mutePerson, readSession } from '@bookchat/shared';
import { describe, expect } from 'vitest';
import { invite, startWithOwner } from '../../../test/accounts-test.ts';
import { call, callRefused } from '../../../test/call.ts';
import { it as base } from '../../../test/server-test.ts';

const it = base.extend('home', ({ start }) => startWithOwner(start));

describe('a profile', () => {
  it('says nothing at first, and then what its person has it say', async ({ home: { server, owner } }) => {
    expect(owner.me).toMatchObject({ status_text: '', time_zone: null, avatar: null });
    const guest = await invite(server, 'gina', 'guest');
    const body = { status_text: '  At the harbour 🏳️‍🌈  ', time_zone: 'Europe/Berlin' };
    const changed = await call(server, changeMe, { headers: guest.headers, body });
    const said = { status_text: 'At the harbour 🏳️‍🌈', time_zone: 'Europe/Berlin' };
    expect(changed.body).toMatchObject(said);
    const { people } = (await call(server, listPeople, { headers: owner.headers })).body;
    expect(people.find(({ name }) => name === 'gina')).toMatchObject(said);
    const { signed_in } = (await call(server, readSession, { headers: guest.headers })).body;
    expect(signed_in?.me).toMatchObject(said);
  });

  it('goes back to nothing', async ({
    home: {
      server,
      owner: { headers },
    },
  }) => {
    await call(server, changeMe, { headers, body: { status_text: 'away', time_zone: 'UTC' } });
    const { body } = await call(server, changeMe, { headers, body: { status_text: ' ', time_zone: null } });
    expect(body).toMatchObject({ status_text: '', time_zone: null, name: 'alice' });
    expect((await call(server, changeMe, { headers, body: {} })).body).toEqual(body);
  });

  it.for([
    ['europe/berlin', 'Europe/Berlin'],
    ['EUROPE/BERLIN', 'Europe/Berlin'],
    ['Asia/Kolkata', 'Asia/Kolkata'],
    ['utc', 'UTC'],
  ])('spells a time zone as everybody does: %s', async ([time_zone, usual], { home: { server, owner } }) => {
    const { body } = await call(server, changeMe, { headers: owner.headers, body: { time_zone } });
    expect(body.time_zone).toBe(usual);
  });

  it.for(['Europe/Atlantis', '+02:00', '', '../etc/passwd', 'Europe/Berlin\n', 'A'.repeat(70), 5])(
    'has no time zone that there is not: %j',
    async (time_zone, { home: { server, owner } }) => {
      const answer = await callRefused(server, changeMe, { headers: owner.headers, body: { time_zone } });
      expect(answer.body.errors?.map(({ path }) => path)).toContain('time_zone');
    },
  );

  it.for(['a\nb', 'a\u0000b', '\u202egnihsif', 'a\u2028b', '\ud800', 'x'.repeat(81), null])(
    'says nothing in more than a line: %j',
    async (status_text, { home: { server, owner } }) => {
      const answer = await callRefused(server, changeMe, { headers: owner.headers, body: { status_text } });
      expect(answer.body.errors?.map(({ path }) => path)).toContain('status_text');
    },
  );

  it('takes 80 characters, however many units they are', async ({ home: { server, owner } }) => {
    const status_text = '\u{1f30a}'.repeat(80);
    const { body } = await call(server, changeMe, { headers: owner.headers, body: { status_text } });
    expect(body.status_text).toBe(status_text);
  });

  it('says nothing new for whoever is muted, who can still take back what it says', async ({ home }) => {
    const { server, owner } = home;
    const { me, headers } = await invite(server, 'bob');
    await call(server, changeMe, { headers, body: { status_text: 'LISTEN' } });
    const body = { minutes: 5, reason: 'Shouting.' };
    await call(server, mutePerson, { headers: owner.headers, params: { id: me.id }, body });
    const again = { headers, body: { status_text: 'LISTEN TO ME' } };
    expect((await callRefused(server, changeMe, again)).body.code).toBe('muted');
    const back = await call(server, changeMe, { headers, body: { status_text: '', time_zone: 'UTC' } });
    expect(back.body).toMatchObject({ status_text: '', time_zone: 'UTC' });
  });
});
