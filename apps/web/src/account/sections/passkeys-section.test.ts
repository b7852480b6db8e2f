import type { Passkey } from '@bookchat/shared';
import { afterEach, expect, onTestFinished, test, vi } from 'vitest';
import { page } from 'vitest/browser';
import { fakeAccess } from '../../../test/fake-access.ts';
import { type FakeAnswers, fakeServer, refused } from '../../../test/fake-server.ts';
import { memoryStorage } from '../../../test/memory-storage.ts';
import { accessAnswer, person, signedIn } from '../../../test/signed-in.ts';
import { createCall } from '../../admin/call.ts';
import { createTheme } from '../../stores/theme.ts';
import { createAccountDesk } from '../account-desk.ts';
import { passkeysSection } from './passkeys-section.ts';

const LAPTOP: Passkey = {
  id: '01931e2f-7c1a-7cc3-98c4-dc0c0c073001',
  name: 'my laptop',
  created_at: '2026-11-20T11:00:00.000Z',
  last_used_at: null,
};
const PHONE = { ...LAPTOP, id: '01931e2f-7c1a-7cc3-98c4-dc0c0c073002', name: 'my phone' };
const OPTIONS = {
  challenge: 'AQID',
  rp: { name: 'BookChat' },
  user: { id: '_-8', name: 'alice', displayName: 'alice' },
  pubKeyCredParams: [{ alg: -7, type: 'public-key' }],
};

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

/** The section of somebody who has these passkeys. */
function open(passkeys: Passkey[], answers: FakeAnswers = {}) {
  const leaving = new AbortController();
  onTestFinished(() => leaving.abort());
  const told: string[] = [];
  const server = fakeServer({
    'GET /api/me/passkeys': () => ({ passkeys }),
    'POST /api/me/passkeys/begin': { options: OPTIONS },
    ...answers,
  });
  const desk = createAccountDesk({
    call: createCall(location.origin, server.fetch),
    access: fakeAccess().access,
    account: { me: person(), ways: { ...accessAnswer().ways, passkeys: true } },
    theme: createTheme(memoryStorage()),
    say: () => undefined,
    tell: (words) => void told.push(words),
    changed: () => undefined,
    clock: () => new Date('2026-11-20T12:00:00.000Z'),
    signal: leaving.signal,
  });
  document.body.replaceChildren(passkeysSection(desk));
  return { told, asked: server.asked };
}

/** What the browser makes when it is asked for a passkey. */
function whenAsked(made: { toJSON(): unknown } | null | DOMException): void {
  vi.spyOn(navigator.credentials, 'create').mockImplementation(async () => {
    if (made instanceof DOMException) throw made;
    return made as unknown as Credential | null;
  });
}

const MADE = { toJSON: () => ({ id: 'BAUG' }) };
const button = (name: string | RegExp) => page.getByRole('button', { name });
const dialog = page.getByRole('dialog');
const heading = page.getByRole('heading', { name: /^Passkeys/ });

async function addAs(name: string): Promise<void> {
  await button('Add a passkey…').click();
  await dialog.getByRole('textbox', { name: 'Name' }).fill(name);
  await button('Go on').click();
}

test('whoever has none is told what one is good for', async () => {
  open([]);
  await expect.element(heading).toMatchTextContent(/Sign in without a password$/);
  await expect.element(page.getByText(/fingerprint, face or PIN/)).toBeVisible();
});

test('each says when it was used last', async () => {
  open([LAPTOP, { ...PHONE, last_used_at: '2026-11-20T11:58:00.000Z' }]);
  await expect.element(heading).toMatchTextContent(/This account has 2 passkeys$/);
  await expect.element(page.getByRole('row', { name: /my laptop/ })).toMatchTextContent(/Never/);
  await expect.element(page.getByRole('row', { name: /my phone/ })).not.toMatchTextContent(/Never/);
});

test('one is added by a name and what the browser makes', async () => {
  const passkeys: Passkey[] = [];
  whenAsked(MADE);
  const { told, asked } = open(passkeys, {
    'POST /api/me/passkeys': ({ name }: { name: string }) => {
      passkeys.push({ ...LAPTOP, name });
      return passkeys[0];
    },
  });
  await addAs('my laptop');
  await expect.element(page.getByRole('row', { name: /my laptop/ })).toBeVisible();
  expect(asked).toContain('POST /api/me/passkeys {"name":"my laptop","response":{"id":"BAUG"}}');
  expect(told).toEqual(['The passkey “my laptop” opens your account from now on.']);
});

test('one without a name is not asked for', async () => {
  const { asked } = open([]);
  await addAs(' ');
  await expect.element(dialog.getByText('Give it a name.')).toBeVisible();
  expect(asked.filter((request) => request.startsWith('POST'))).toEqual([]);
});

test.for([
  ['thought better of it', null, /^No passkey was made/],
  ['has one on this device', new DOMException('', 'InvalidStateError'), /^This device has a passkey/],
] as const)('whoever %s is told so where they asked', async ([_, made, words]) => {
  whenAsked(made);
  const { told, asked } = open([]);
  await addAs('my laptop');
  await expect.element(dialog.getByText(words)).toBeVisible();
  expect(asked).not.toContain('POST /api/me/passkeys');
  expect(told).toEqual([]);
});

test('what the server does not take is said in its words', async () => {
  whenAsked(MADE);
  open([], { 'POST /api/me/passkeys': refused('maintenance') });
  await addAs('my laptop');
  await expect.element(dialog.getByText(/^The server is in maintenance/)).toBeVisible();
});

test('one is removed behind a question, and whoever signed in long ago signs in again', async () => {
  let passkeys = [LAPTOP];
  let isFresh = false;
  const { told } = open(passkeys, {
    'GET /api/me/passkeys': () => ({ passkeys }),
    'POST /api/session/confirm': () => {
      isFresh = true;
      return signedIn();
    },
    [`DELETE /api/me/passkeys/${LAPTOP.id}`]: () => {
      if (!isFresh) return refused('recent_sign_in_needed');
      passkeys = [];
      return null;
    },
  });
  await button('Remove… passkey my laptop').click();
  await dialog.getByRole('button', { name: 'Remove' }).click();
  await page.getByLabelText('Your password').fill('a secret');
  await button('Go on').click();
  await expect.element(page.getByText(/^None yet/)).toBeVisible();
  expect(told).toEqual(['The passkey “my laptop” is removed.']);
});

test('a browser that cannot make any says so instead of offering it', async () => {
  vi.stubGlobal('PublicKeyCredential', undefined);
  open([LAPTOP]);
  await expect.element(page.getByText('This browser cannot make one at this address.')).toBeVisible();
  expect(button('Add a passkey…').query()).toBeNull();
});
