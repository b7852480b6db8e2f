import type { Me } from '@bookchat/shared';
import { expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { ACCOUNTS, joinAsOwner } from '../../test/join-as-owner.ts';
import { openAdmin } from '../../test/open-admin.ts';
import { startPageServer } from '../../test/page-server.ts';

const SECTIONS = [
  'Health',
  'Alerts',
  'Charts',
  'Backups',
  'Archive',
  'Retention',
  'Tasks',
  'Limits',
  'Keys',
  'Database',
  'Log',
] as const;

/** What there is only where people have accounts. */
const OF_ACCOUNTS = ['People', 'Invites', 'Names from before', 'Audit log'] as const;

const field = page.getByLabelText('Admin token');
const press = (name: string) => page.getByRole('button', { name }).click();
const section = (name: string) => page.getByRole('region', { name: new RegExp(`^${name} `) });

test('whoever has the token comes in, sees every section, and goes', async () => {
  const { token } = await openAdmin(await startPageServer());
  await expect.element(page.getByRole('heading')).toHaveTextContent('Sign in to run this server');
  await field.fill(token);
  await press('Sign in');
  await expect.element(section('Tasks').getByRole('row').nth(1)).toBeVisible();
  for (const name of SECTIONS) await expect.element(section(name)).toBeInTheDocument();
  expect(document.querySelector('main')).toBe(document.activeElement);
  await press('Sign out');
  await expect.element(page.getByText('You are signed out.')).toBeInTheDocument();
  await expect.element(field).toHaveFocus();
  await expect.element(page.getByRole('button', { name: 'Sign out' })).not.toBeInTheDocument();
});

test('an owner comes in by their account, sees the people as well, and goes', async () => {
  const server = await startPageServer(ACCOUNTS);
  await joinAsOwner(server);
  const { access } = await openAdmin(server);
  await expect.element(section('Health')).toBeVisible();
  await expect.element(page.getByText('Operator’s page · alice, owner')).toBeVisible();
  for (const name of [...SECTIONS, ...OF_ACCOUNTS]) await expect.element(section(name)).toBeInTheDocument();
  await press('Sign out');
  await expect.element(field).toHaveFocus();
  await expect.element(page.getByRole('link', { name: 'Sign in to the chat' })).toBeVisible();
  await expect.element(page.getByText('Operator’s page', { exact: true })).toBeVisible();
  // The chat of this browser knows it as well.
  expect(access.get()).toMatchObject({ kind: 'out', why: 'left' });
});

test('a member is told whom this page is for, and comes in by the token', async () => {
  const server = await startPageServer(ACCOUNTS);
  await joinAsOwner(server);
  const answer = await server.fetch(`${server.url}/api/session`);
  const access = await answer.json();
  access.signed_in.me.role = 'member';
  server.intercept((request) => {
    if (request.method !== 'GET') return undefined;
    if (request.url.endsWith('/api/session')) return Response.json(access);
    return request.url.endsWith('/api/system/session') ? problem(403, 'role_needed') : undefined;
  });
  const { token } = await openAdmin(server);
  await expect.element(page.getByRole('heading')).toHaveTextContent('This page is for admins and owners');
  await expect.element(page.getByText(/^You are here as alice, a member\./)).toBeVisible();
  await field.fill(token);
  await press('Sign in');
  await expect.element(section('Health')).toBeVisible();
  expect(document.querySelector('main')).toBe(document.activeElement);
});

test('an owner who is signed out elsewhere is led to the door at the next request, and told why', async () => {
  const server = await startPageServer(ACCOUNTS);
  await joinAsOwner(server);
  const { access } = await openAdmin(server);
  await expect.element(section('Health')).toBeVisible();
  await server.fetch(`${server.url}/api/me/sessions`, { method: 'DELETE' });
  access.nudge();
  await expect
    .element(page.getByRole('heading', { level: 1 }))
    .toHaveTextContent('You were signed out. Sign in again');
  await expect.element(page.getByText(/^Your session has run out, or was ended elsewhere\./)).toBeVisible();
  await expect.element(field).toHaveFocus();
  await expect
    .element(page.getByRole('status').filter({ hasText: 'You were signed out. Sign in again' }))
    .toBeInTheDocument();
  expect(access.get()).toMatchObject({ kind: 'out', why: 'ended' });
});

test('whoever becomes a member is led out, and told which role they have', async () => {
  const { server, turn } = await startAsOwner();
  const { access } = await openAdmin(server);
  await expect.element(section('People')).toBeVisible();
  turn({ role: 'member' });
  access.nudge();
  await expect.element(page.getByText(/^Your role was changed, alice: you are a member now\./)).toBeVisible();
  await expect.element(field).toHaveFocus();
});

test('an owner who becomes an admin is shown what an admin may do, and told so', async () => {
  const { server, turn } = await startAsOwner();
  const { access } = await openAdmin(server);
  await press('Invite somebody…');
  await expect.element(page.getByLabelText('Admin', { exact: true })).toBeVisible();
  turn({ role: 'admin' });
  access.nudge();
  await expect.element(page.getByText('Operator’s page · alice, admin')).toBeVisible();
  expect(document.querySelector('.notice')?.textContent).toBe('Your role was changed: you are an admin now.');
  expect(document.querySelector('main')).toBe(document.activeElement);
  await press('Invite somebody…');
  await expect.element(page.getByLabelText('Guest')).toBeVisible();
  await expect.element(page.getByLabelText('Admin', { exact: true })).not.toBeInTheDocument();
});

test('whoever is only called otherwise keeps the page and what they filled in', async () => {
  const { server, turn } = await startAsOwner();
  const { access } = await openAdmin(server);
  await press('Invite somebody…');
  await page.getByLabelText('For whom').fill('Carol');
  turn({ name: 'alice b' });
  access.nudge();
  await expect.poll(access.get).toMatchObject({ me: { name: 'alice b' } });
  await expect.element(page.getByLabelText('For whom')).toHaveValue('Carol');
});

test('a network that fails takes nothing that was filled in, and a server that refuses meanwhile is asked again', async () => {
  const server = await startPageServer(ACCOUNTS);
  await joinAsOwner(server);
  const { access } = await openAdmin(server);
  await press('Invite somebody…');
  await page.getByLabelText('For whom').fill('Carol');
  let refusals = 0;
  let looks = 0;
  server.intercept(({ url }) => {
    if (!url.endsWith('/api/session')) return problem(401, 'sign_in_needed', () => refusals++);
    looks++;
    throw new TypeError('The network is away.');
  });
  await expect.poll(() => refusals, { timeout: 15_000 }).toBeGreaterThan(0);
  access.nudge();
  // Once for the chat and once for this page, and again after a second.
  await expect.poll(() => looks, { timeout: 15_000 }).toBeGreaterThan(3);
  await expect.element(page.getByLabelText('For whom')).toHaveValue('Carol');
  server.intercept(null);
  await press('Make the link');
  await expect.element(page.getByRole('dialog').last()).toHaveAccessibleName('The link to come in');
});

test('whoever signs in in another tab is let in', async () => {
  const server = await startPageServer(ACCOUNTS);
  const { access } = await openAdmin(server);
  await expect.element(field).toBeVisible();
  await joinAsOwner(server);
  access.nudge();
  await expect.element(section('Health')).toBeVisible();
  expect(document.querySelector('main')).toBe(document.activeElement);
});

test('what is no token is not sent, and what is the wrong one is refused', async () => {
  await openAdmin(await startPageServer());
  const complaint = page.getByRole('alert');
  await press('Sign in');
  await expect.element(complaint).toHaveTextContent('Paste the token first.');
  await field.fill('two words');
  await press('Sign in');
  await expect.element(complaint).toMatchTextContent('A token is one word');
  await field.fill('not-the-token-of-this-server');
  await userEvent.keyboard('{Enter}');
  await expect.element(complaint).toMatchTextContent('This is not the token of this server.');
  await expect.element(field).toHaveFocus();
});

test('where the session has ended, one is asked to sign in again', async () => {
  const server = await startPageServer();
  const { token } = await openAdmin(server);
  await field.fill(token);
  await press('Sign in');
  await expect.element(section('Health')).toBeVisible();
  server.intercept(() => problem(401, 'admin_required'));
  await expect
    .element(page.getByRole('heading', { level: 1 }))
    .toHaveTextContent('You were signed out. Sign in again');
  await expect.element(field).toHaveFocus();
});

test('a server that is away is asked again when one wants it', async () => {
  const server = await startPageServer();
  server.intercept(() => new Response('Bad gateway', { status: 502 }));
  await openAdmin(server);
  await expect
    .element(page.getByRole('heading'))
    .toHaveTextContent('The server answered with an error (502).');
  server.intercept(null);
  await press('Try again');
  await expect.element(field).toBeVisible();
});

test('whoever cannot sign out is told so', async () => {
  const server = await startPageServer();
  const { token } = await openAdmin(server);
  await field.fill(token);
  await press('Sign in');
  server.intercept((request) =>
    request.method === 'DELETE' ? new Response('Bad gateway', { status: 502 }) : undefined,
  );
  await press('Sign out');
  await expect
    .element(page.getByText('You are still signed in. The server answered with an error (502).'))
    .toBeInTheDocument();
});

test('who makes a key of it learns its secret, and is told when it is revoked', async () => {
  const { token } = await openAdmin(await startPageServer());
  await field.fill(token);
  await press('Sign in');
  await press('Make a key…');
  await page.getByLabelText('Name').fill('report');
  await press('Make the key');
  await expect
    .element(page.getByLabelText('Secret'))
    .toHaveValue(expect.stringMatching(/^bk_[0-9a-z]{12}_\S+$/));
  await press('I have kept it');
  await press('Revoke… key report');
  await press('Revoke');
  await expect.element(section('Keys').getByText('Revoked')).toBeVisible();
  expect(document.querySelector('.notice')?.textContent).toBe('The key “report” is revoked.');
});

test('the chat that one goes to keeps nothing of its style', async () => {
  const before = document.adoptedStyleSheets.length;
  const { leave } = await openAdmin(await startPageServer());
  expect(document.adoptedStyleSheets.length).toBeGreaterThan(before);
  leave();
  expect(document.adoptedStyleSheets.length).toBe(before);
});

test('the way to a section marks where one is', async () => {
  const { token } = await openAdmin(await startPageServer());
  document.body.style.height = '100vh';
  await field.fill(token);
  await press('Sign in');
  const links = page.getByRole('navigation', { name: 'Sections' }).getByRole('link');
  await expect.element(links.first()).toHaveAttribute('aria-current', 'true');
  await expect.poll(() => links.elements().map(({ textContent }) => textContent)).toEqual([...SECTIONS]);
  document.querySelector('#log')?.scrollIntoView();
  await expect.element(links.last()).toHaveAttribute('aria-current', 'true');
  await expect.element(links.first()).not.toHaveAttribute('aria-current');
});

/** A server whose owner, alice, is signed in, and to which she is what `turn` says from then on. */
async function startAsOwner() {
  const server = await startPageServer(ACCOUNTS);
  await joinAsOwner(server);
  const access = await (await server.fetch(`${server.url}/api/session`)).json();
  const turn = (more: Partial<Me>) => {
    const me = { ...access.signed_in.me, ...more };
    server.intercept((request) => {
      if (request.method !== 'GET') return undefined;
      if (request.url.endsWith('/api/session'))
        return Response.json({ ...access, signed_in: { ...access.signed_in, me } });
      const isOut = me.role === 'member' && request.url.endsWith('/api/system/session');
      return isOut ? problem(403, 'role_needed') : undefined;
    });
  };
  return { server, turn };
}

function problem(status: number, code: string, given: () => void = () => undefined): Response {
  given();
  return new Response(JSON.stringify({ code, detail: 'It says no.' }), {
    status,
    headers: { 'content-type': 'application/problem+json' },
  });
}
