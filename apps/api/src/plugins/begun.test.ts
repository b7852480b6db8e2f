import { describe, expect, it } from 'vitest';
import { createClock } from '../../test/create-clock.ts';
import { parseConfig } from '../config.ts';
import { createBegun } from './begun.ts';

function setUp({ publicUrl = 'http://localhost:5002', mostAtOnce = 10_000 } = {}) {
  const clock = createClock();
  const { config } = parseConfig({ NODE_ENV: 'test', PUBLIC_URL: publicUrl });
  const begun = createBegun<string>({ config, clock, name: 'errand', sameSite: 'strict', mostAtOnce });
  return { clock, begin, take };

  /** @returns the cookie as it was set. */
  function begin(value: string): string {
    const cookies: string[] = [];
    begun.begin({ header: (_: string, cookie: string) => cookies.push(cookie) } as never, value);
    return cookies[0] ?? '';
  }

  function take(cookie: string | undefined): string | null {
    const headers = { cookie: cookie?.split(';', 1)[0] };
    return begun.take({ headers } as never, { header() {} } as never);
  }
}

describe('what a browser has begun', () => {
  it('is finished by that browser, once', () => {
    const { begin, take } = setUp();
    const ada = begin('ada');
    const bob = begin('bob');
    expect(take(bob)).toBe('bob');
    expect(take(bob)).toBeNull();
    expect(take(ada)).toBe('ada');
  });

  it('is nothing where no cookie says so, or a wrong one', () => {
    const { begin, take } = setUp();
    begin('ada');
    expect(take(undefined)).toBeNull();
    expect(take('bookchat_errand=guessed')).toBeNull();
  });

  it('ends after five minutes', async () => {
    const { begin, take, clock } = setUp();
    const [late, early] = [begin('late'), begin('early')];
    await clock.pass(299_999);
    expect(take(early)).toBe('early');
    await clock.pass(1);
    expect(take(late)).toBeNull();
  });

  it('makes room for what comes after it where there is too much', () => {
    const { begin, take } = setUp({ mostAtOnce: 2 });
    const [ada, bob, carol] = [begin('ada'), begin('bob'), begin('carol')];
    expect([ada, bob, carol].map(take)).toEqual([null, 'bob', 'carol']);
  });

  it('forgets what has ended when the next begins', async () => {
    const { begin, take, clock } = setUp({ mostAtOnce: 2 });
    begin('ada');
    await clock.pass(300_000);
    const [bob, carol] = [begin('bob'), begin('carol')];
    expect([bob, carol].map(take)).toEqual(['bob', 'carol']);
  });

  it('is out of reach of scripts, of other sites, and over https of other hosts', () => {
    expect(setUp().begin('ada')).toMatch(
      /^bookchat_errand=[\w-]{43}; Max-Age=300; Path=\/; HttpOnly; SameSite=Strict$/i,
    );
    expect(setUp({ publicUrl: 'https://localhost' }).begin('ada')).toMatch(
      /^__Host-bookchat_errand=[\w-]{43}; Max-Age=300; Path=\/; HttpOnly; Secure; SameSite=Strict$/i,
    );
  });
});
