import { expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { refusal } from '../../test/refusal.ts';
import { type Answers, testDesk } from '../../test/test-desk.ts';
import { askAgain } from './ask-again.ts';

const OPTIONS = { challenge: 'AAAA', allowCredentials: [], userVerification: 'required' };

function open(answers: Answers = {}, { hasPassword = true, passkeys = false } = {}) {
  const opened = testDesk({
    'POST /api/session/confirm': {},
    'POST /api/session/passkey/begin': { options: OPTIONS },
    'POST /api/session/passkey': {},
    ...answers,
  });
  const { desk } = opened;
  const outcome = askAgain(desk, { call: desk.call, name: 'alice', hasPassword, passkeys }).then(
    () => 'confirmed',
    (error: Error) => error.name,
  );
  return { ...opened, outcome };
}

const press = (name: string) => page.getByRole('button', { name, exact: true }).click();
const complaint = page.getByRole('alert');
const answerWith = (credential: unknown) =>
  vi.spyOn(navigator.credentials, 'get').mockResolvedValueOnce(credential as Credential);

test('whoever gives their password goes on', async () => {
  const { asked, outcome } = open();
  await expect.element(page.getByLabelText('Your password')).toHaveFocus();
  await press('Go on');
  await expect.element(complaint).toHaveTextContent('Give your password.');
  await page.getByLabelText('Your password').fill('secret enough');
  await userEvent.keyboard('{Enter}');
  expect(await outcome).toBe('confirmed');
  expect(asked).toContain('POST /api/session/confirm {"password":"secret enough"}');
  await expect.element(page.getByRole('button', { name: 'Use a passkey' })).not.toBeInTheDocument();
});

test.each([
  [refusal(401, 'sign_in_refused'), 'This is not your password.'],
  [refusal(500, 'internal_error', 'The disk says no.'), 'The disk says no.'],
])('a refusal is told, and one may try again', async (error, words) => {
  const answers = [() => Promise.reject(error), () => ({})];
  const { outcome } = open({ 'POST /api/session/confirm': () => answers.shift()?.() });
  await page.getByLabelText('Your password').fill('wrong');
  await press('Go on');
  await expect.element(complaint).toHaveTextContent(words);
  await press('Go on');
  expect(await outcome).toBe('confirmed');
});

test('whoever thinks better of it does not go on', async () => {
  const { outcome } = open();
  await press('Cancel');
  expect(await outcome).toBe('Cancelled');
});

test('a passkey is as good as the password', async () => {
  const { asked, outcome } = open({}, { passkeys: true });
  const get = answerWith({ toJSON: () => ({ id: 'key' }) });
  await press('Use a passkey');
  expect(await outcome).toBe('confirmed');
  expect(get.mock.calls[0]?.[0]?.publicKey?.userVerification).toBe('required');
  expect(asked).toContain('POST /api/session/passkey {"response":{"id":"key"}}');
});

test('a passkey is not offered to whoever has none', async () => {
  open({ 'GET /api/me/passkeys': { passkeys: [] } }, { passkeys: true });
  await expect.element(page.getByLabelText('Your password')).toBeVisible();
  await expect.element(page.getByRole('button', { name: 'Use a passkey' })).not.toBeInTheDocument();
});

test('whoever shows no passkey after all may still give the password', async () => {
  const { outcome } = open({}, { passkeys: true });
  answerWith(null);
  await press('Use a passkey');
  await expect.element(complaint).toMatchTextContent(/^No passkey was used/);
  await page.getByLabelText('Your password').fill('secret enough');
  await press('Go on');
  expect(await outcome).toBe('confirmed');
});

test('whoever has no password uses a passkey, and is told why it was not taken', async () => {
  const answers = [() => Promise.reject(refusal(401, 'sign_in_refused')), () => ({})];
  const { outcome } = open(
    { 'POST /api/session/passkey': () => answers.shift()?.() },
    { hasPassword: false, passkeys: true },
  );
  answerWith({ toJSON: () => ({ id: 'key' }) });
  await press('Use a passkey');
  await expect.element(complaint).toMatchTextContent('This passkey does not open this server.');
  answerWith({ toJSON: () => ({ id: 'key' }) });
  await press('Use a passkey');
  expect(await outcome).toBe('confirmed');
});

test('whoever has neither is told what helps', async () => {
  const { outcome } = open({}, { hasPassword: false });
  await expect.element(page.getByText(/^Sign out and in again:/)).toBeVisible();
  await press('Understood');
  expect(await outcome).toBe('Cancelled');
});
