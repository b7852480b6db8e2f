import { expect, onTestFinished, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { memoryStorage } from '../../test/memory-storage.ts';
import { openPage } from '../../test/open-page.ts';
import { type PageServer, startPageServer } from '../../test/page-server.ts';

const LAST_ROOM = 'bookchat.room';

const writing = (room: string) => page.getByRole('textbox', { name: `Message to ${room}` });
const closed = page.getByText(/^This room is closed/);
const missing = page.getByText('There is no such room, or it is not yours to read.');

/** A server with a second room. */
async function startWithHarbour(): Promise<PageServer> {
  const server = await startPageServer();
  await send(server, '/api/rooms', { name: 'harbour', title: 'Harbour', description: 'Ships and tides' });
  await send(server, '/api/messages', { room: 'harbour', author: 'bob', content: 'The tide is out' });
  return server;
}

async function send(server: PageServer, path: string, body: unknown, method = 'POST'): Promise<void> {
  const headers = { 'content-type': 'application/json' };
  const { ok, status } = await server.fetch(server.url + path, {
    method,
    headers,
    body: JSON.stringify(body),
  });
  if (!ok) throw new Error(`${path} answered ${status}.`);
}

const closeHarbour = (server: PageServer) => send(server, '/api/rooms/harbour', { is_closed: true }, 'PATCH');

/** A screen that is touched has nothing that hovers. */
function useTouch(): void {
  const { matchMedia } = window;
  const spy = vi
    .spyOn(window, 'matchMedia')
    .mockImplementation((query) => matchMedia(query === '(hover: hover)' ? 'not all' : query));
  onTestFinished(() => spy.mockRestore());
}

test('whoever goes to another room sees it, and writes there at once', async () => {
  const { place } = openPage(await startWithHarbour());
  await expect.element(writing('General')).toBeVisible();
  place.set('harbour');
  await expect.element(page.getByText('The tide is out').first()).toBeVisible();
  await expect.element(writing('Harbour')).toHaveFocus();
  await expect.element(page.getByText('Ships and tides').first()).toBeVisible();
  expect(writing('General').query()).toBeNull();
  expect(document.title).toMatch(/^Harbour/);
});

test('under a finger no keyboard comes up in the new room', async () => {
  useTouch();
  const { place } = openPage(await startWithHarbour());
  await expect.element(writing('General')).toBeVisible();
  place.set('harbour');
  await expect.element(writing('Harbour')).toBeVisible();
  await expect.element(writing('Harbour')).not.toHaveFocus();
});

test('an address that names the open room changes nothing', async () => {
  const { place } = openPage(await startWithHarbour());
  await writing('General').fill('half a thought');
  const field = writing('General').element();
  place.set('general');
  expect(writing('General').element()).toBe(field);
  await expect.element(writing('General')).toHaveValue('half a thought');
});

test('the room that was open last is open again', async () => {
  const server = await startWithHarbour();
  const storage = memoryStorage();
  const { place } = openPage(server, { storage });
  place.set('harbour');
  await expect.poll(() => storage.read(LAST_ROOM)).toBe('harbour');
  openPage(server, { storage });
  await expect.element(writing('Harbour')).toBeVisible();
});

test('where the room that was open last is gone, the first one is', async () => {
  const storage = memoryStorage({ [LAST_ROOM]: 'gone' });
  openPage(await startWithHarbour(), { storage });
  await expect.element(writing('General')).toBeVisible();
  await expect.poll(() => storage.read(LAST_ROOM)).toBe('general');
  expect(missing.query()).toBeNull();
});

test('a room that the address names and nobody has says so, and is not what opens next', async () => {
  const storage = memoryStorage();
  const { place } = openPage(await startWithHarbour(), { room: 'gone', storage });
  await expect.element(missing).toBeVisible();
  expect(storage.read(LAST_ROOM)).toBeNull();
  place.set(null);
  await expect.element(writing('General')).toBeVisible();
});

test('a last room that has gone since the page opened is not gone back to', async () => {
  const storage = memoryStorage();
  const { place } = openPage(await startWithHarbour(), { room: 'harbour', storage });
  await expect.element(writing('Harbour')).toBeVisible();
  storage.write(LAST_ROOM, 'gone');
  place.set(null);
  await expect.element(writing('General')).toBeVisible();
});

test('whoever is signed in has their account at the end of the cover, and it can speak', async () => {
  const account = (say: (words: string) => void) => {
    const own = document.createElement('button');
    own.textContent = 'alice';
    own.onclick = () => say('You are signed out.');
    return own;
  };
  openPage(await startPageServer(), { account });
  const own = page.getByRole('banner').getByRole('button', { name: 'alice', exact: true });
  await own.click();
  await expect
    .poll(() => document.querySelector('.chat > [role="status"]')?.textContent)
    .toContain('You are signed out.');
});

test('a closed room is read, and says why nothing is written there', async () => {
  const server = await startWithHarbour();
  await closeHarbour(server);
  const { place } = openPage(server);
  await expect.element(writing('General')).toBeVisible();
  place.set('harbour');
  await expect.element(closed).toBeVisible();
  await expect.element(page.getByText('The tide is out').first()).toBeVisible();
  expect(writing('Harbour').query()).toBeNull();
  expect(document.activeElement?.contains(closed.element())).toBe(true);
});

test('a room that is closed while somebody writes there keeps the focus where they wrote', async () => {
  const server = await startWithHarbour();
  const { sync } = openPage(server, { room: 'harbour' });
  await writing('Harbour').fill('half a thought');
  await closeHarbour(server);
  sync.nudge();
  await expect.element(closed).toBeVisible();
  expect(document.activeElement?.contains(closed.element())).toBe(true);
  await send(server, '/api/rooms/harbour', { is_closed: false }, 'PATCH');
  sync.nudge();
  await expect.element(writing('Harbour')).toHaveFocus();
  await expect.element(writing('Harbour')).toHaveValue('half a thought');
});

test('a room that is made while its address is open opens', async () => {
  const server = await startPageServer();
  const { sync } = openPage(server, { room: 'harbour' });
  await expect.element(missing).toBeVisible();
  expect(document.title).toMatch(/^No such room/);
  await send(server, '/api/rooms', { name: 'harbour', title: 'Harbour' });
  sync.nudge();
  await expect.element(writing('Harbour')).toBeVisible();
  expect(missing.query()).toBeNull();
  expect(document.title).toMatch(/^Harbour/);
});

test('where there is no such room, the link to where one writes leads to the way out', async () => {
  openPage(await startPageServer(), { room: 'gone' });
  await expect.element(missing).toBeVisible();
  await userEvent.keyboard('{Tab}{Tab}{Enter}');
  await expect.element(page.getByRole('main')).toHaveFocus();
  await userEvent.keyboard('{Tab}');
  await expect.element(page.getByRole('link', { name: 'Go to the first room' })).toHaveFocus();
});

test('a room that gets another name is written to by that name', async () => {
  const server = await startWithHarbour();
  const { sync } = openPage(server, { room: 'harbour' });
  await writing('Harbour').fill('half a thought');
  await send(server, '/api/rooms/harbour', { title: 'The old port' }, 'PATCH');
  sync.nudge();
  await expect.element(writing('The old port')).toHaveValue('half a thought');
  await expect.element(page.getByText('This is where The old port begins.')).toBeVisible();
});
