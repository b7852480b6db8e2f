import { expect, onTestFinished, test, vi } from 'vitest';
import { page } from 'vitest/browser';
import { fakeAccess } from '../../test/fake-access.ts';
import { type FakeAnswers, fakeServer, refused } from '../../test/fake-server.ts';
import { memoryStorage } from '../../test/memory-storage.ts';
import { accessAnswer, person, signedIn } from '../../test/signed-in.ts';
import { createTheme } from '../stores/theme.ts';
import { ownView } from './own-view.ts';

const HERE = location.href;
const SESSION = {
  id: 's1',
  device: 'Firefox on Linux',
  created_at: '2026-11-20T11:58:30.000Z',
  last_used_at: '2026-11-20T11:58:00.000Z',
  expires_at: '2026-12-04T12:00:00.000Z',
  is_current: true,
};
const KEY = {
  id: '4k8xw0c2m7qd',
  name: 'weather bot',
  scopes: ['read', 'write'],
  rooms: null,
  other_rooms: 0,
  status: 'active',
  created_at: '2026-11-20T11:00:00.000Z',
  expires_at: '2027-02-18T11:00:00.000Z',
  rotated_at: null,
  rotations: 0,
  previous_valid_until: null,
  last_used_at: null,
  revoked_at: null,
  owner: null,
};

function open(answers: FakeAnswers = {}, me = person()) {
  const leaving = new AbortController();
  onTestFinished(() => {
    leaving.abort();
    history.replaceState(null, '', HERE);
  });
  const { access, done } = fakeAccess();
  const server = fakeServer({
    'GET /api/session': accessAnswer({ signed_in: signedIn(me) }),
    'GET /api/me/sessions': {
      sessions: [SESSION, { ...SESSION, id: 's2', device: 'Safari on iOS', is_current: false }],
      recoveries: [],
    },
    'GET /api/me/keys': { keys: [KEY, { ...KEY, id: '5k8xw0c2m7qd', name: 'old bot', status: 'revoked' }] },
    ...answers,
  });
  const clock = () => new Date('2026-11-20T12:00:00.000Z');
  const theme = createTheme(memoryStorage());
  document.body.replaceChildren(
    ownView({ access, theme, clock, fetch: server.fetch, signal: leaving.signal }),
  );
  return { done, asked: server.asked };
}

const button = (name: string | RegExp) => page.getByRole('button', { name });
const profile = page.getByRole('region', { name: /^Profile/ });
const dialog = page.getByRole('dialog');
const notice = (words: string | RegExp) => expect.element(page.getByText(words).first()).toBeVisible();

test('a name is saved alone, and the rest of the page hears of it', async () => {
  const { asked, done } = open({ 'PATCH /api/me': person({ name: 'alice b' }) });
  await profile.getByRole('textbox', { name: 'Name' }).fill('alice b');
  await profile.getByRole('button', { name: 'Save' }).click();
  await expect.element(page.getByRole('heading', { level: 1 })).toHaveTextContent('alice b');
  expect(asked).toContain('PATCH /api/me {"name":"alice b"}');
  expect(done).toEqual(['nudge']);
  await profile.getByRole('button', { name: 'Save' }).click();
  await notice('Nothing has changed.');
});

test('to change the mail address the password is asked for again, and then it is done', async () => {
  let isFresh = false;
  const { asked } = open({
    'PATCH /api/me': () => (isFresh ? person({ email: 'a@b.example' }) : refused('recent_sign_in_needed')),
    'POST /api/session/confirm': ({ password }: { password: string }) => {
      isFresh = password === 'right';
      return isFresh ? signedIn() : refused('sign_in_refused');
    },
  });
  await profile.getByRole('textbox', { name: 'Mail address' }).fill('a@b.example');
  await profile.getByRole('button', { name: 'Save' }).click();
  await button('Go on').click();
  await expect.element(dialog.getByText('Give your password.')).toBeVisible();
  await page.getByLabelText('Your password').fill('wrong');
  await button('Go on').click();
  await expect.element(dialog.getByText('This is not your password.')).toBeVisible();
  await page.getByLabelText('Your password').fill('right');
  await button('Go on').click();
  await notice('Saved.');
  expect(asked.filter((call) => call.startsWith('PATCH'))).toHaveLength(2);
});

test('whoever thinks better of it changes nothing', async () => {
  open({ 'PATCH /api/me': refused('recent_sign_in_needed') });
  await profile.getByRole('textbox', { name: 'Mail address' }).fill('a@b.example');
  await profile.getByRole('button', { name: 'Save' }).click();
  await button('Cancel').click();
  await expect.element(profile.getByRole('button', { name: 'Save' })).toBeVisible();
  expect(
    page
      .getByRole('alert')
      .all()
      .every((each) => each.element().textContent === ''),
  ).toBe(true);
});

test('a mail address can be taken away', async () => {
  const { asked } = open({ 'PATCH /api/me': person() }, person({ email: 'a@b.example' }));
  await profile.getByRole('textbox', { name: 'Mail address' }).fill('');
  await profile.getByRole('button', { name: 'Save' }).click();
  await notice('Saved.');
  expect(asked).toContain('PATCH /api/me {"email":null}');
});

test('a name from before that looks like a mail address may stay, and is no new one', async () => {
  const me = person({ name: 'alice@home', email: 'a@b.example' });
  const { asked } = open({ 'PATCH /api/me': person({ name: 'alice@home' }) }, me);
  await profile.getByRole('textbox', { name: 'Mail address' }).fill('');
  await profile.getByRole('button', { name: 'Save' }).click();
  await notice('Saved.');
  expect(asked).toContain('PATCH /api/me {"email":null}');
  await profile.getByRole('textbox', { name: 'Name' }).fill('alice@work');
  await profile.getByRole('button', { name: 'Save' }).click();
  await notice(/A name holds no @/);
});

test('a new password that is soon guessed is refused at its field', async () => {
  const reason = 'This repeats itself. Choose another.';
  const errors = [{ path: 'password', message: reason }];
  open({ 'POST /api/me/password': refused('validation_failed', reason, errors) });
  await page.getByLabelText('Present password', { exact: true }).fill('right');
  await page.getByLabelText('New password', { exact: true }).fill('aaaaaaaaaa');
  await button('Change the password').click();
  await notice(reason);
  await expect.element(page.getByLabelText('New password', { exact: true })).toHaveFocus();
});

test('a new password is not sent without the present one', async () => {
  const { asked } = open();
  await page.getByLabelText('New password', { exact: true }).fill('a long enough phrase');
  await button('Change the password').click();
  await notice('Give your password.');
  expect(asked.filter((call) => call.startsWith('POST'))).toEqual([]);
});

test('a password that is not one’s own is said at its field', async () => {
  const { asked } = open({ 'POST /api/me/password': refused('sign_in_refused') });
  await page.getByLabelText('Present password', { exact: true }).fill('wrong');
  await page.getByLabelText('New password', { exact: true }).fill('a long enough phrase');
  await button('Change the password').click();
  await notice('This is not your password.');
  expect(asked).toContain('POST /api/me/password {"current":"wrong","password":"a long enough phrase"}');
});

test('whoever has no password sets a first one', async () => {
  const { asked } = open({ 'POST /api/me/password': person() }, person({ has_password: false }));
  await page.getByLabelText('New password', { exact: true }).fill('a long enough phrase');
  await button('Set a password').click();
  await notice(/Your new password holds/);
  expect(asked).toContain('POST /api/me/password {"current":null,"password":"a long enough phrase"}');
  await expect.element(button('Change the password')).toBeVisible();
});

test('without a password and a passkey, one signs out and in again', async () => {
  open({ 'POST /api/me/password': refused('recent_sign_in_needed') }, person({ has_password: false }));
  await page.getByLabelText('New password', { exact: true }).fill('a long enough phrase');
  await button('Set a password').click();
  await expect.element(dialog.getByText(/Sign out and in again/)).toBeVisible();
  await button('Understood').click();
  await expect.element(button('Set a password')).toBeVisible();
});

test('another browser is signed out from here, and all of them at once', async () => {
  const { asked, done } = open({
    'DELETE /api/me/sessions/:id': null,
    'DELETE /api/me/sessions/s2': null,
    'DELETE /api/me/sessions': null,
  });
  await expect.element(page.getByText('This browser')).toBeVisible();
  await button('Sign out Safari on iOS').click();
  await vi.waitFor(() => expect(asked).toContain('DELETE /api/me/sessions/s2'));
  await button('Sign out everywhere…').click();
  await dialog.getByRole('button', { name: 'Sign out everywhere' }).click();
  await vi.waitFor(() => expect(done).toContain('leave'));
});

test('a key is made, shown once, rotated and revoked', async () => {
  const minted = { key: KEY, secret: 'bk_4k8xw0c2m7qd_secret' };
  const { asked } = open({
    'POST /api/me/keys': minted,
    'POST /api/me/keys/4k8xw0c2m7qd/rotate': minted,
    'DELETE /api/me/keys/4k8xw0c2m7qd': { ...KEY, status: 'revoked' },
  });
  await button('Make a key…').click();
  await button('Make the key').click();
  await expect.element(dialog.getByText('Give a name of at least one character.')).toBeVisible();
  await dialog.getByRole('textbox', { name: 'Name' }).fill('weather bot');
  await dialog.getByRole('checkbox', { name: 'Read the chat' }).click();
  await button('Make the key').click();
  await expect.element(dialog.getByText('Choose what it may do.')).toBeVisible();
  await dialog.getByRole('checkbox', { name: /Write messages/ }).click();
  await dialog.getByRole('spinbutton').fill('0');
  await button('Make the key').click();
  await expect.element(dialog.getByText('Choose between 1 and 365 days.')).toBeVisible();
  await dialog.getByRole('spinbutton').fill('30');
  await button('Make the key').click();
  await expect.element(page.getByRole('textbox', { name: 'Secret' })).toHaveValue(minted.secret);
  await button('I have kept it').click();
  expect(asked).toContain('POST /api/me/keys {"name":"weather bot","scopes":["write"],"expires_in_days":30}');
  await button('Rotate… key weather bot').click();
  await dialog.getByRole('button', { name: 'Rotate' }).click();
  await button('I have kept it').click();
  await button('Revoke… key weather bot').click();
  await dialog.getByRole('button', { name: 'Revoke' }).click();
  await notice('The key “weather bot” is revoked.');
});

test('whoever is in with one browser and has no key reads so', async () => {
  open({
    'GET /api/me/sessions': {
      sessions: [{ ...SESSION, last_used_at: '2026-11-20T11:59:30.000Z' }],
      recoveries: [],
    },
    'GET /api/me/keys': { keys: [{ ...KEY, status: 'revoked', last_used_at: '2026-11-20T11:30:00.000Z' }] },
  });
  await expect.element(page.getByRole('heading', { name: /In this browser alone$/ })).toBeVisible();
  await expect.element(page.getByRole('heading', { name: /For programs of yours$/ })).toBeVisible();
  await expect.element(page.getByRole('row', { name: /weather bot/ })).toMatchTextContent(/30 minutes ago/);
});

test('links for a new password stand there, with who made them and whether they were used', async () => {
  const made_at = '2026-11-20T11:00:00.000Z';
  open({
    'GET /api/me/sessions': {
      sessions: [SESSION],
      recoveries: [
        { made_at, made_by: 'adam', is_used: true },
        { made_at, made_by: null, is_used: false },
      ],
    },
  });
  await notice('adam made a link 1 hour ago. It was used.');
  await notice('A link was sent by mail 1 hour ago. It was not used.');
});

test('passkeys stand there where the server takes them', async () => {
  const passkeys = { passkeys: true, github: null, recovery_mail: false };
  open({
    'GET /api/session': accessAnswer({ signed_in: signedIn(), ways: passkeys }),
    'GET /api/me/passkeys': { passkeys: [] },
  });
  await expect.element(page.getByRole('region', { name: /^Passkeys/ })).toBeVisible();
});

test('a guest is offered no keys', async () => {
  open({}, person({ role: 'guest' }));
  await expect.element(button('Delete your account…')).toBeVisible();
  expect(button('Make a key…').query()).toBeNull();
});

test('an account ends behind its name, and takes the messages along where one says so', async () => {
  let sent: unknown;
  const { done } = open({
    'DELETE /api/me': (body: unknown) => {
      sent = body;
      return null;
    },
  });
  await button('Delete your account…').click();
  await button('Delete my account').click();
  await expect.element(dialog.getByText('Type “alice” just as it is written here.')).toBeVisible();
  await dialog.getByRole('radio', { name: /Hide what I wrote/ }).click();
  await dialog.getByRole('textbox').fill('alice');
  await button('Delete my account').click();
  await vi.waitFor(() => expect(done).toContain('leave'));
  expect(sent).toEqual({ messages: 'hide' });
});

test('one’s data is saved as a file', async () => {
  const clicked: string[] = [];
  const spy = vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (
    this: HTMLAnchorElement,
  ) {
    clicked.push(this.download);
  });
  onTestFinished(() => spy.mockRestore());
  open({ 'GET /api/me/data': { account: {} } });
  await button('Download your data').click();
  await notice('Saved as bookchat-my-data.json.');
  expect(clicked).toEqual(['bookchat-my-data.json']);
});

test('signing out here, and not being able to', async () => {
  let answer: unknown = refused('maintenance');
  const { done } = open({ 'DELETE /api/session': () => answer });
  await button(/^Sign out$/)
    .first()
    .click();
  await expect.element(page.getByText(/You are still signed in/)).toBeInTheDocument();
  answer = null;
  await button(/^Sign out$/)
    .first()
    .click();
  await vi.waitFor(() => expect(done).toEqual(['leave']));
});

test('a server without accounts keeps nothing of anybody', async () => {
  open({ 'GET /api/session': accessAnswer({ mode: 'open' }) });
  await expect
    .element(page.getByRole('heading', { level: 1 }))
    .toHaveTextContent('Nothing is kept of you here');
  await button('Go to the conversation').click();
  expect(location.pathname).toBe('/');
});

test('whoever is not in any more is looked for again', async () => {
  const { done } = open({ 'GET /api/session': accessAnswer() });
  await vi.waitFor(() => expect(done).toEqual(['nudge']));
});

test('an account that cannot be opened is tried again', async () => {
  let answer: unknown = refused('maintenance');
  open({ 'GET /api/session': () => answer });
  await expect
    .element(page.getByRole('heading', { level: 1 }))
    .toHaveTextContent('Your account could not be opened');
  answer = accessAnswer({ signed_in: signedIn() });
  await button('Try again').click();
  await expect.element(page.getByRole('heading', { level: 1 })).toHaveTextContent('alice');
});

test('an address leads to the section that it names, and another one to another', async () => {
  document.body.style.height = '100vh';
  onTestFinished(() => document.body.removeAttribute('style'));
  history.replaceState(null, '', '#card');
  open();
  await expect.element(page.getByRole('heading', { name: /^Card/ })).toHaveFocus();
  await expect.element(page.getByLabelText('Status')).toBeVisible();
  await expect.poll(() => topOf('card')).toBeLessThan(80);
  location.hash = '#keys';
  await expect.element(page.getByRole('heading', { name: /^API keys/ })).toHaveFocus();
});

/** How far from the top of the window a section stands. */
function topOf(id: string): number | undefined {
  return document.getElementById(id)?.getBoundingClientRect().top;
}
