import type { Page } from '@playwright/test';
import { makeSetUpLink } from '../fixtures/set-up-link.ts';
import { expect, test } from '../fixtures/test.ts';
import { addVirtualDevice } from '../fixtures/virtual-device.ts';

const PASSWORD = 'correct horse battery staple';

test.use({ settings: { AUTH_MODE: 'accounts' } });

/** Browsers have passkeys for a name alone, not for an address of numbers. */
function toLocalhost(url: string): string {
  return url.replace('127.0.0.1', 'localhost');
}

/** Ada has the first account, and is signed in. */
async function comeIn(page: Page, databaseFile: string): Promise<void> {
  const data = { token: makeSetUpLink(databaseFile), name: 'ada', password: PASSWORD };
  expect((await page.request.post('/api/join', { data })).status()).toBe(201);
}

async function addPasskey(page: Page, name: string): Promise<void> {
  await page.goto('/me');
  await page.getByRole('button', { name: 'Add a passkey…' }).click();
  await page.getByLabel('Name', { exact: true }).last().fill(name);
  await page.getByRole('button', { name: 'Go on' }).click();
  await expect(page.getByText(`The passkey “${name}” opens your account from now on.`).first()).toBeVisible();
}

test('ada adds a passkey, signs out, and is in again without a password', async ({ visit, server }) => {
  const { page } = await visit({ baseURL: toLocalhost(server.url) });
  const device = await addVirtualDevice(page);
  await comeIn(page, server.databaseFile);
  await addPasskey(page, 'My laptop');
  expect(await device.countPasskeys()).toBe(1);
  await expect(page.getByRole('row', { name: /My laptop/ })).toContainText('Never');

  expect((await page.request.delete('/api/session')).status()).toBe(204);
  await page.goto('/sign-in');
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
  await expect(page.getByRole('textbox', { name: /message/i })).toBeVisible();
  expect(await (await page.request.get('/api/session')).json()).toMatchObject({
    signed_in: { me: { name: 'ada', role: 'owner' } },
  });

  await page.goto('/me');
  await page.getByRole('button', { name: 'Remove… passkey My laptop' }).click();
  await page.getByRole('button', { name: 'Remove', exact: true }).click();
  await expect(page.getByText('The passkey “My laptop” is removed.').first()).toBeVisible();
});

test('a finger that is not ada’s opens nothing, and the page says so', async ({ visit, server }) => {
  const { page } = await visit({ baseURL: toLocalhost(server.url) });
  const device = await addVirtualDevice(page);
  await comeIn(page, server.databaseFile);
  await addPasskey(page, 'My laptop');
  await page.request.delete('/api/session');
  await page.goto('/sign-in');
  await device.setPresent(false);
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'No passkey was used.' })).toBeVisible();
  await device.setPresent(true);
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
  await expect(page.getByRole('textbox', { name: /message/i })).toBeVisible();
});

test('a device keeps one passkey for an account, and the page says so', async ({ visit, server }) => {
  const { page } = await visit({ baseURL: toLocalhost(server.url) });
  await addVirtualDevice(page);
  await comeIn(page, server.databaseFile);
  await addPasskey(page, 'My laptop');
  await page.getByRole('button', { name: 'Add a passkey…' }).click();
  await page.getByLabel('Name', { exact: true }).last().fill('Again');
  await page.getByRole('button', { name: 'Go on' }).click();
  await expect(page.getByText('This device has a passkey for your account already.')).toBeVisible();
});

test('where browsers have no passkeys, none are offered', async ({ visit, server }) => {
  const { page } = await visit({ baseURL: server.url.replace('localhost', '127.0.0.1') });
  await comeIn(page, server.databaseFile);
  await page.goto('/me');
  await expect(page.getByRole('heading', { name: 'ada' })).toBeVisible();
  await expect(page.getByText('Passkeys', { exact: true })).toHaveCount(0);
});
