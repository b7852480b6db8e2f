import type { Me } from '@bookchat/shared';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { Cancelled } from '../../admin/desk.ts';
import type { AccountDesk } from '../account-desk.ts';
import { githubLink } from './github-link.ts';

const before = location.href;
const me = { name: 'ada', github_login: null } as Me;

afterEach(() => history.replaceState(null, '', before));

function setUp(
  { login = null, github = 'For members.', answer = async (): Promise<unknown> => me } = {} as {
    login?: string | null;
    github?: string | null;
    answer?: () => Promise<unknown>;
  },
) {
  const told: string[] = [];
  const goTo = vi.fn();
  let account = {
    me: { ...me, github_login: login },
    ways: { passkeys: true, github, recovery_mail: false },
  };
  const desk = {
    account: () => account,
    call: answer,
    run: (act: () => Promise<unknown>) => act(),
    take: (next: Me) => {
      account = { ...account, me: next };
    },
    tell: (words: string) => void told.push(words),
  } as unknown as AccountDesk;
  const dom = githubLink(desk, goTo);
  return { dom, told, goTo, press: () => dom.querySelector('button')?.click() };
}

describe('an account that GitHub does not open', () => {
  test('is linked on GitHub', async () => {
    const { press, goTo } = setUp({ answer: async () => ({ url: 'https://github.com/login' }) });
    press();
    await vi.waitFor(() => expect(goTo).toHaveBeenCalledWith('https://github.com/login'));
  });

  test('shows nothing where GitHub opens none', () => {
    expect(setUp({ github: null }).dom.textContent).toBe('');
  });

  test('says why it cannot be linked, and nothing to who thought better of it', async () => {
    const failing = setUp({ answer: async () => Promise.reject(new Error('no')) });
    failing.press();
    await vi.waitFor(() => expect(failing.told).toHaveLength(1));
    const cancelled = setUp({ answer: async () => Promise.reject(new Cancelled()) });
    cancelled.press();
    await Promise.resolve();
    expect(cancelled.told).toEqual([]);
  });
});

describe('an account that GitHub opens', () => {
  test('says by whom, and is unlinked', async () => {
    const { dom, press, told } = setUp({ login: 'ada-on-github' });
    expect(dom.textContent).toContain('You sign in with GitHub as ada-on-github.');
    press();
    await vi.waitFor(() => expect(told).toEqual(['GitHub does not open your account any more.']));
    expect(dom.textContent).not.toContain('ada-on-github');
  });
});

test('what came of the way to GitHub is told', () => {
  history.replaceState(null, '', '/me#github_linked');
  expect(setUp().told).toEqual(['Your account on GitHub opens this one from now on.']);
});
