import { expect, onTestFinished, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { fakeAccess } from '../../test/fake-access.ts';
import { type FakeAnswers, fakeServer, refused } from '../../test/fake-server.ts';
import { memoryStorage } from '../../test/memory-storage.ts';
import { signedIn } from '../../test/signed-in.ts';
import type { Rules, SignedOut } from '../stores/access.ts';
import { createTheme } from '../stores/theme.ts';
import { signInView } from './sign-in-view.ts';

const NO_WAYS = { passkeys: false, github: null, recovery_mail: false };

function open(
  answers: FakeAnswers,
  { why = 'never' as SignedOut['why'], ...more }: Partial<SignedOut & Rules> = {},
) {
  const leaving = new AbortController();
  onTestFinished(() => leaving.abort());
  const rules = { needs_owner: more.needs_owner ?? false, ways: more.ways ?? NO_WAYS };
  const { access, done } = fakeAccess();
  const server = fakeServer(answers);
  const view = signInView({
    access,
    state: { kind: 'out', why, rules },
    theme: createTheme(memoryStorage()),
    fetch: server.fetch,
    signal: leaving.signal,
  });
  document.body.replaceChildren(view);
  return { done, asked: server.asked };
}

const name = page.getByRole('textbox', { name: 'Name or mail address' });
const password = page.getByLabelText('Password', { exact: true });
const submit = page.getByRole('button', { name: 'Sign in', exact: true });

test('whoever gives name and password is let in', async () => {
  const { done, asked } = open({ 'POST /api/session': signedIn() });
  await expect.element(name).toHaveFocus();
  await name.fill('alice');
  await password.fill('a secret');
  await submit.click();
  await vi.waitFor(() => expect(done).toEqual(['enter alice']));
  expect(asked).toEqual(['POST /api/session {"name":"alice","password":"a secret"}']);
});

test('what is missing is said at its field, and is not sent', async () => {
  const { asked } = open({});
  await submit.click();
  await expect.element(page.getByText('Give your name or mail address.')).toBeVisible();
  await expect.element(name).toHaveFocus();
  await name.fill('a');
  await expect.element(name).not.toHaveAttribute('aria-invalid');
  await submit.click();
  await expect.element(password).toHaveFocus();
  expect(asked).toEqual([]);
});

test('a refusal does not say which of the two was wrong', async () => {
  open({ 'POST /api/session': refused('sign_in_refused') });
  await name.fill('alice');
  await password.fill('wrong');
  await userEvent.keyboard('{Enter}');
  await expect.element(page.getByText(/do not belong together/)).toBeVisible();
});

test('a password can be seen while it is typed', async () => {
  open({});
  const show = page.getByRole('button', { name: 'Show password' });
  await show.click();
  await expect.element(password).toHaveAttribute('type', 'text');
  await expect.element(show).toHaveAttribute('aria-pressed', 'true');
  await show.click();
  await expect.element(password).toHaveAttribute('type', 'password');
});

test.for([
  ['left', 'You are signed out.'],
  ['ended', 'You were signed out. What you were writing is kept here for you.'],
] as const)('whoever has %s is told', async ([why, words]) => {
  open({}, { why });
  await expect.element(page.getByText(words)).toBeVisible();
});

test('a server without an owner says where the link stands', async () => {
  open({}, { needs_owner: true });
  await expect.element(page.getByRole('heading')).toHaveTextContent('This book has no owner yet');
  expect(submit.query()).toBeNull();
});

test('GitHub is a way in where it is set up, and says for whom', async () => {
  open({}, { ways: { ...NO_WAYS, github: 'Whoever may push to acme/conversation.' } });
  const link = page.getByRole('link', { name: 'Sign in with GitHub' });
  await expect.element(link).toHaveAttribute('href', '/api/github/start');
  await expect.element(page.getByText(/Whoever may push/)).toBeVisible();
});

test('a link for a new password comes by mail where the server sends any', async () => {
  const { asked } = open({ 'POST /api/recovery': {} }, { ways: { ...NO_WAYS, recovery_mail: true } });
  await page.getByRole('button', { name: /Forgotten/ }).click();
  const email = page.getByRole('textbox', { name: 'Your mail address' });
  await page.getByRole('button', { name: 'Send the link' }).click();
  await expect.element(page.getByText('Give your mail address.')).toBeVisible();
  await email.fill('alice');
  await page.getByRole('button', { name: 'Send the link' }).click();
  await expect.element(page.getByText('This is no mail address.')).toBeVisible();
  expect(asked).toEqual([]);
  await email.fill('alice@example.org');
  await page.getByRole('button', { name: 'Send the link' }).click();
  await expect.element(page.getByRole('heading')).toHaveTextContent('Look into your mail');
  await page.getByRole('button', { name: 'Back to sign in' }).click();
  await expect.element(name).toHaveFocus();
});

test('where no mail is sent, an owner or an admin is whom to ask', async () => {
  open({});
  await page.getByRole('button', { name: /Forgotten/ }).click();
  await expect.element(page.getByText(/Ask an owner or an admin/)).toBeVisible();
});
