import { afterEach, expect, test, vi } from 'vitest';
import { page } from 'vitest/browser';
import { type FakeAnswers, fakeServer, refused } from '../../test/fake-server.ts';
import { signedIn } from '../../test/signed-in.ts';
import { createCall } from '../admin/call.ts';
import { h } from '../lib/h.ts';
import { otherWays } from './other-ways.ts';

const BEGIN = { 'POST /api/session/passkey/begin': { options: { challenge: 'AQID' } } };
const PASSKEYS = { passkeys: true, github: null, recovery_mail: false };

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

function open(answers: FakeAnswers = {}, ways: Parameters<typeof otherWays>[0]['ways'] = PASSKEYS) {
  const server = fakeServer({ ...BEGIN, ...answers });
  const entered: string[] = [];
  const all = otherWays({
    ways,
    call: createCall(location.origin, server.fetch),
    entered: ({ me }) => entered.push(me.name),
  });
  document.body.replaceChildren(h('main', {}, ...all));
  return { entered, asked: server.asked };
}

/** What the person does when the browser asks for a passkey. */
function whenAsked(act: () => Promise<unknown>) {
  return vi.spyOn(navigator.credentials, 'get').mockImplementation(act as () => Promise<Credential | null>);
}

const way = page.getByRole('button', { name: 'Sign in with a passkey' });
const alert = page.getByRole('alert');
const shown = { toJSON: () => ({ id: 'BAUG' }) };

test('a passkey lets in whoever shows it', async () => {
  whenAsked(async () => shown);
  const { entered, asked } = open({ 'POST /api/session/passkey': signedIn() });
  await way.click();
  await vi.waitFor(() => expect(entered).toEqual(['alice']));
  expect(asked).toEqual([
    'POST /api/session/passkey/begin',
    'POST /api/session/passkey {"response":{"id":"BAUG"}}',
  ]);
});

test('while the browser asks, another click asks no second time', async () => {
  const { promise, resolve } = Promise.withResolvers<unknown>();
  const asking = whenAsked(() => promise);
  open();
  await way.click();
  await expect.element(way).toHaveAttribute('aria-disabled', 'true');
  (way.element() as HTMLElement).click();
  resolve(null);
  await expect.element(way).not.toHaveAttribute('aria-disabled');
  expect(asking).toHaveBeenCalledOnce();
});

test('whoever shows none is told so, and the words go when it is tried again', async () => {
  whenAsked(async () => null);
  const { entered } = open({ 'POST /api/session/passkey': signedIn() });
  await way.click();
  await expect.element(alert).toMatchTextContent(/^No passkey was used/);
  expect(entered).toEqual([]);
  whenAsked(async () => shown);
  await way.click();
  await vi.waitFor(() => expect(entered).toEqual(['alice']));
  await expect.element(alert).toBeEmptyDOMElement();
});

test('a passkey that the server does not know is not taken', async () => {
  whenAsked(async () => shown);
  open({ 'POST /api/session/passkey': refused('sign_in_refused') });
  await way.click();
  await expect.element(alert).toMatchTextContent(/^This passkey does not open this server/);
});

test('a server that says no says why', async () => {
  open({ 'POST /api/session/passkey/begin': refused('maintenance') });
  await way.click();
  await expect.element(alert).toMatchTextContent(/^The server is in maintenance/);
});

test('a browser without passkeys is not offered them', () => {
  vi.stubGlobal('PublicKeyCredential', undefined);
  open();
  expect(way.query()).toBeNull();
  expect(page.getByText('or', { exact: true }).query()).toBeNull();
});

test('a server with none of the ways offers none', () => {
  open({}, { ...PASSKEYS, passkeys: false });
  expect(document.querySelector('main')?.childElementCount).toBe(0);
});
