import { afterEach, expect, onTestFinished, test, vi } from 'vitest';
import { page } from 'vitest/browser';
import { fakeAccess } from '../../test/fake-access.ts';
import { type FakeAnswers, fakeServer, refused } from '../../test/fake-server.ts';
import { memoryStorage } from '../../test/memory-storage.ts';
import { signedIn } from '../../test/signed-in.ts';
import type { AccessState } from '../stores/access.ts';
import { createTheme } from '../stores/theme.ts';
import { joinView } from './join-view.ts';

const TOKEN = 'x'.repeat(43);
const PAGE = location.href;
const OUT: AccessState = {
  kind: 'out',
  why: 'never',
  rules: { needs_owner: false, ways: { passkeys: false, github: null, recovery_mail: false } },
};

afterEach(() => history.replaceState(null, '', PAGE));

function link(more: object = {}) {
  const expires_at = '2026-11-27T12:00:00.000Z';
  return { kind: 'invite', role: 'member', name: null, invited_by: 'alice', expires_at, ...more };
}

function open(answers: FakeAnswers, { token = TOKEN, state = OUT } = {}) {
  const leaving = new AbortController();
  onTestFinished(() => leaving.abort());
  history.replaceState(null, '', `#${token}`);
  const { access, done } = fakeAccess(state);
  const server = fakeServer(answers);
  const theme = createTheme(memoryStorage());
  document.body.replaceChildren(joinView({ access, theme, fetch: server.fetch, signal: leaving.signal }));
  return { done, asked: server.asked };
}

const heading = page.getByRole('heading', { level: 1 });

async function fillIn(name: string, password: string, email = ''): Promise<void> {
  await page.getByRole('textbox', { name: 'Name' }).fill(name);
  await page.getByRole('textbox', { name: /Mail address/ }).fill(email);
  await page.getByLabelText('Password', { exact: true }).fill(password);
}

test('an invite says who invites and what one will be, and makes an account', async () => {
  const { done, asked } = open({ 'POST /api/links/look': link(), 'POST /api/join': signedIn() });
  expect(location.hash).toBe('');
  await expect.element(heading).toHaveTextContent('alice invites you');
  await expect.element(page.getByText('You will read and write here.')).toBeVisible();
  await fillIn('bob', 'a long enough phrase', ' bob@example.org ');
  await page.getByRole('button', { name: 'Join' }).click();
  await vi.waitFor(() => expect(done).toEqual(['enter alice']));
  expect(asked[1]).toContain('"name":"bob","email":"bob@example.org","password":"a long enough phrase"');
});

test('a name that is taken is said at the name', async () => {
  open({
    'POST /api/links/look': link({ invited_by: null }),
    'POST /api/join': refused('name_taken', 'It is taken.'),
  });
  await expect.element(heading).toHaveTextContent('You are invited');
  await fillIn('bob', 'a long enough phrase');
  await page.getByRole('button', { name: 'Join' }).click();
  await expect.element(page.getByText('It is taken.')).toBeVisible();
  await expect.element(page.getByRole('textbox', { name: 'Name' })).toHaveFocus();
});

test('a password that the server finds too easy is said at the password, with the reason', async () => {
  const reason = 'Many people have this password. Choose another.';
  const errors = [{ path: 'password', message: reason }];
  open({
    'POST /api/links/look': link(),
    'POST /api/join': refused('validation_failed', reason, errors),
  });
  await fillIn('bob', 'manchester');
  await page.getByRole('button', { name: 'Join' }).click();
  await expect.element(page.getByText(reason)).toBeVisible();
  await expect.element(page.getByLabelText('Password', { exact: true })).toHaveFocus();
});

test('a name that looks like a mail address is not even sent', async () => {
  const { asked } = open({ 'POST /api/links/look': link() });
  await fillIn('bob@example.org', 'a long enough phrase');
  await page.getByRole('button', { name: 'Join' }).click();
  await expect.element(page.getByText(/A name holds no @/)).toBeVisible();
  expect(asked).toHaveLength(1);
});

test('a link that ends while one fills in the form says so', async () => {
  open({
    'POST /api/links/look': link({ kind: 'set_up', role: 'owner' }),
    'POST /api/join': refused('link_ended'),
  });
  await expect.element(heading).toHaveTextContent('Make the first account');
  await fillIn('bob', 'a long enough phrase');
  await page.getByRole('button', { name: 'Make the account' }).click();
  await expect.element(heading).toHaveTextContent('This link has ended');
});

test('a recovery link asks for a new password alone, and says whose place it takes', async () => {
  const state: AccessState = fakeAccess().access.get();
  const answers = {
    'POST /api/links/look': link({ kind: 'recovery', name: 'bob' }),
    'POST /api/recover': signedIn(),
  };
  const { done } = open(answers, { state });
  await expect.element(heading).toHaveTextContent('A new password for bob');
  await expect.element(page.getByText(/is signed in in this browser/)).toBeVisible();
  await page.getByLabelText('New password', { exact: true }).fill('a long enough phrase');
  await page.getByRole('button', { name: 'Save and sign in' }).click();
  await vi.waitFor(() => expect(done).toEqual(['enter alice']));
});

test('a recovery link that ends meanwhile says so, and what else fails stays in the form', async () => {
  let answer = refused('rate_limited');
  open({
    'POST /api/links/look': link({ kind: 'recovery', name: 'bob' }),
    'POST /api/recover': () => answer,
  });
  await page.getByLabelText('New password', { exact: true }).fill('a long enough phrase');
  await page.getByRole('button', { name: 'Save and sign in' }).click();
  await expect.element(page.getByText(/Too many requests/)).toBeVisible();
  answer = refused('link_ended');
  await page.getByRole('button', { name: 'Save and sign in' }).click();
  await expect.element(heading).toHaveTextContent('This link has ended');
});

test.for([
  ['link_ended', 'This link has ended'],
  ['accounts_off', 'No account is needed'],
] as const)('a link that is refused as %s is named so', async ([code, words]) => {
  open({ 'POST /api/links/look': refused(code) });
  await expect.element(heading).toHaveTextContent(words);
});

test('a link that is not whole is not even asked about', async () => {
  const { asked } = open({}, { token: 'short' });
  await expect.element(heading).toHaveTextContent('This link is not whole');
  expect(asked).toEqual([]);
});

test('a link that cannot be looked at is looked at again', async () => {
  let answer: unknown = refused('maintenance');
  open({ 'POST /api/links/look': () => answer });
  await expect.element(heading).toHaveTextContent('This link could not be looked at');
  answer = link();
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect.element(heading).toHaveTextContent('alice invites you');
});
