import type { runTask } from '@bookchat/shared';
import { expect, onTestFinished, test } from 'vitest';
import { commands, page } from 'vitest/browser';
import { ACCOUNTS, joinAsOwner, PASSWORD } from '../../test/join-as-owner.ts';
import { type PageServer, startPageServer } from '../../test/page-server.ts';
import { refusal } from '../../test/refusal.ts';
import { createStore } from '../lib/store.ts';
import type { Theme } from '../lib/themes.ts';
import { createCall } from './call.ts';
import { deed } from './components/deed.ts';
import { createDesk } from './create-desk.ts';
import type { Desk } from './desk.ts';
import { createSession } from './stores/session.ts';

/** A desk at a server that lets whoever sits at its machine look, and nothing more; with one thing to do. */
async function sitDown(act: (desk: Desk) => Promise<unknown>, given?: PageServer): Promise<string> {
  const server = given ?? (await startPageServer({ NODE_ENV: 'development' }));
  const call = createCall(server.url, server.fetch);
  const session = createSession(call);
  const leaving = new AbortController();
  onTestFinished(() => leaving.abort());
  const say = () => undefined;
  const theme = createStore<Theme>('system');
  const clock = () => new Date();
  await session.look();
  const desk = createDesk({ call, session, theme, say, tell: say, clock, signal: leaving.signal });
  const run = deed(desk, {
    label: 'Run',
    doing: 'Running…',
    act: async () => {
      await act(desk);
      return 'Done.';
    },
  });
  document.body.append(run.dom);
  return commands.readAdminToken();
}

const runTasks = ({ call }: Desk) =>
  call<typeof runTask>('POST', '/api/system/tasks/:name/run', { params: { name: 'self_check' } });

const run = page.getByRole('button', { name: 'Run' });
const token = page.getByLabelText('Admin token');
const press = (name: string) => page.getByRole('button', { name }).click();

test('where the right is missing, the token is asked for and the deed done afterwards', async () => {
  const right = await sitDown(runTasks);
  await run.click();
  await expect.element(page.getByRole('dialog')).toHaveAccessibleName('This needs the admin token');
  await press('Sign in and go on');
  await expect.element(page.getByRole('alert')).toHaveTextContent('Paste the token first.');
  await token.fill('not-the-token-of-this-server');
  await press('Sign in and go on');
  await expect.element(page.getByRole('alert')).toMatchTextContent('This is not the token of this server.');
  await token.fill(right);
  await press('Sign in and go on');
  await expect.element(page.getByText('Done.')).toBeVisible();
  await run.click();
  await expect.element(page.getByRole('dialog')).not.toBeInTheDocument();
});

test('whoever thinks better of it is left in peace', async () => {
  await sitDown(runTasks);
  await run.click();
  await press('Cancel');
  await expect.element(run).toHaveFocus();
  await expect.element(run).not.toHaveAttribute('aria-disabled');
  expect(document.querySelector('.deed__note')?.textContent).toBe('');
});

test('what the browser fetches by itself is preceded by the same question, once for all that wait', async () => {
  const right = await sitDown(({ ensureRight }) => Promise.all([ensureRight(), ensureRight()]));
  await run.click();
  await expect.element(page.getByRole('dialog')).toBeVisible();
  await token.fill(right);
  await press('Sign in and go on');
  await expect.element(page.getByText('Done.')).toBeVisible();
});

test('where a recent sign-in is missing, the password is asked for and the deed done afterwards', async () => {
  const server = await startPageServer(ACCOUNTS);
  await joinAsOwner(server);
  await sitDown(runTasks, server);
  const stale = new Response(JSON.stringify({ code: 'recent_sign_in_needed', detail: 'Sign in again.' }), {
    status: 403,
    headers: { 'content-type': 'application/problem+json' },
  });
  server.intercept((request) => (request.url.endsWith('/run') ? stale.clone() : undefined));
  await run.click();
  await expect.element(page.getByRole('dialog')).toHaveAccessibleName('Sign in again to go on');
  await page.getByLabelText('Your password').fill('not the password');
  await press('Go on');
  await expect.element(page.getByRole('alert')).toHaveTextContent('This is not your password.');
  server.intercept(null);
  await page.getByLabelText('Your password').fill(PASSWORD);
  await press('Go on');
  await expect.element(page.getByText('Done.')).toBeVisible();
});

test('what the browser fetches by itself asks for the password where the sign-in is not recent', async () => {
  const server = await startPageServer(ACCOUNTS);
  await joinAsOwner(server);
  await sitDown(({ ensureRight }) => ensureRight(), server);
  await run.click();
  await expect.element(page.getByText('Done.')).toBeVisible();
  const answer = await server.fetch(`${server.url}/api/session`);
  const access = await answer.json();
  access.signed_in.session.fresh_until = '2026-01-01T00:00:00.000Z';
  server.intercept((request) =>
    request.method === 'GET' && request.url.endsWith('/api/session') ? Response.json(access) : undefined,
  );
  await run.click();
  await page.getByLabelText('Your password').fill(PASSWORD);
  await press('Go on');
  await expect.element(page.getByRole('dialog')).not.toBeInTheDocument();
  await expect.element(page.getByText('Done.')).toBeVisible();
});

test('where the token was given too long ago, it is asked for again and the deed done afterwards', async () => {
  const server = await startPageServer(ACCOUNTS);
  const right = await commands.readAdminToken();
  await createSession(createCall(server.url, server.fetch)).signIn(right);
  await sitDown(runTasks, server);
  const stale = new Response(JSON.stringify({ code: 'recent_sign_in_needed', detail: 'Once more.' }), {
    status: 403,
    headers: { 'content-type': 'application/problem+json' },
  });
  server.intercept((request) => (request.url.endsWith('/run') ? stale.clone() : undefined));
  await run.click();
  await expect.element(page.getByRole('dialog')).toHaveAccessibleName('This needs the admin token');
  server.intercept(null);
  await token.fill(right);
  await press('Sign in and go on');
  await expect.element(page.getByText('Done.')).toBeVisible();
});

test('what the browser fetches by itself asks for the token where it was given too long ago', async () => {
  const server = await startPageServer(ACCOUNTS);
  const right = await commands.readAdminToken();
  await createSession(createCall(server.url, server.fetch)).signIn(right);
  await sitDown(({ ensureRight }) => ensureRight(), server);
  await run.click();
  await expect.element(page.getByText('Done.')).toBeVisible();
  const held = { via: 'session', expires_at: null, fresh_until: '2026-01-01T00:00:00.000Z' };
  server.intercept((request) =>
    request.method === 'GET' && request.url.endsWith('/api/system/session') ? Response.json(held) : undefined,
  );
  await run.click();
  await token.fill(right);
  await press('Sign in and go on');
  await expect.element(page.getByRole('dialog')).not.toBeInTheDocument();
});

test('what fails for another reason is told, and nothing asked', async () => {
  await sitDown(() => Promise.reject(refusal(500, 'internal_error', 'The disk says no.')));
  await run.click();
  await expect.element(page.getByText('The disk says no.')).toBeVisible();
  await expect.element(page.getByRole('dialog')).not.toBeInTheDocument();
});
