import axe from 'axe-core';
import { expect, onTestFinished, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { memoryStorage } from '../../test/memory-storage.ts';
import { openPage } from '../../test/open-page.ts';
import { startPageServer } from '../../test/page-server.ts';

const composer = () => page.getByRole('textbox', { name: 'Message to General' });
const texts = () => [...document.querySelectorAll('.message__text')].map((text) => text.textContent);
const announced = () => document.querySelector('.chat > [role="status"] > :last-child')?.textContent ?? '';
const scroller = () => document.querySelector('.timeline__scroller') as HTMLElement;
const distanceToEnd = () => scroller().scrollHeight - scroller().clientHeight - scroller().scrollTop;
const firstRowOnScreen = () =>
  [...document.querySelectorAll('.message')].find(
    (row) => row.getBoundingClientRect().bottom > scroller().getBoundingClientRect().top,
  )?.textContent;
const nextFrame = () => new Promise((resolve) => requestAnimationFrame(resolve));
const refusePosts = (request: Request) => {
  if (request.method === 'POST') throw new TypeError('refused');
  return undefined;
};
const refuseAll = () => {
  throw new TypeError('refused');
};

test('a first visitor chooses a name and writes the first message', async () => {
  openPage(await startPageServer(), { name: null });
  await expect.element(page.getByText(/^The first page is still blank/)).toBeVisible();
  await userEvent.click(page.getByRole('button', { name: 'Write the first message' }));
  await expect.element(page.getByLabelText('What should people call you?')).toHaveFocus();
  await userEvent.keyboard('alice{Enter}');
  await expect.element(composer()).toHaveFocus();
  await userEvent.keyboard('Hello, harbour{Enter}');
  expect(texts()).toEqual(['Hello, harbour']);
  await expect.poll(() => document.querySelector('.message')?.getAttribute('data-receipt')).toBe('saved');
  await expect.element(page.getByText('This is where General begins.')).toBeVisible();
  await expect.poll(() => document.querySelector('.chat-header__names')?.textContent).toBe('alice');
});

test('a name that is refused keeps the question open', async () => {
  openPage(await startPageServer(), { name: null });
  await userEvent.click(page.getByRole('button', { name: 'Join' }));
  await expect.element(page.getByRole('alert')).toHaveTextContent('Give a name of at least one character.');
});

test('a name can be changed, and own messages are those of the new name', async () => {
  const server = await startPageServer();
  await server.post('carol', 'from carol');
  openPage(server);
  await expect.poll(texts).toContain('from carol');
  expect(document.querySelectorAll('.message--own')).toHaveLength(0);
  await userEvent.click(page.getByRole('button', { name: 'Change your name, alice' }));
  await userEvent.click(page.getByRole('button', { name: 'Cancel' }));
  await userEvent.click(page.getByRole('button', { name: 'Change your name, alice' }));
  await userEvent.fill(page.getByLabelText('Your name from now on'), 'carol');
  await userEvent.keyboard('{Enter}');
  await expect.element(page.getByText(/^Writing as carol/)).toBeVisible();
  expect(document.querySelectorAll('.message--own')).toHaveLength(1);
});

test("bob's message comes live, is announced once, and history is not read aloud", async () => {
  const server = await startPageServer();
  await server.post('bob', 'old');
  const { sync } = openPage(server);
  await expect.poll(texts).toContain('old');
  expect(announced()).toBe('');
  await server.post('bob', 'new');
  sync.nudge();
  await expect.poll(announced).toBe('bob: new');
  await server.post('bob', 'one');
  await server.post('carol', 'two');
  sync.nudge();
  await expect.poll(announced).toBe('2 new messages');
  expect(texts()).toEqual(['old', 'new', 'one', 'two']);
});

test('what comes in many answers is announced as one number', async () => {
  const server = await startPageServer();
  const { sync, history } = openPage(server);
  await vi.waitFor(() => expect(history.get().status.kind).toBe('ready'));
  sync.pause();
  for (let count = 1; count <= 210; count++) await server.post('bob', `message ${count}`);
  sync.resume();
  await expect.poll(announced).toBe('210 new messages');
}, 30_000);

test('what was announced is not cut off by the line coming back', async () => {
  const server = await startPageServer();
  const { sync } = openPage(server);
  await expect.element(page.getByText('Connected')).toBeVisible();
  server.intercept(refuseAll);
  sync.nudge();
  await expect.poll(announced).toMatch(/cannot be reached/);
  await server.post('dave', 'Good morning');
  server.intercept(null);
  sync.nudge();
  await expect
    .poll(() => [...document.querySelectorAll('.chat > [role="status"] > p')].map((line) => line.textContent))
    .toEqual([
      'The server cannot be reached. Trying again by itself.',
      'Connected again.',
      'dave: Good morning',
    ]);
});

test('few messages stand at the foot, and right above them where the room begins', async () => {
  const server = await startPageServer();
  await server.post('bob', 'first');
  openPage(server);
  await expect.element(page.getByText('This is where General begins.')).toBeVisible();
  const bottomOf = (selector: string) =>
    document.querySelector(selector)?.getBoundingClientRect().bottom ?? 0;
  const topOf = (selector: string) => document.querySelector(selector)?.getBoundingClientRect().top ?? 0;
  expect(topOf('.day__name') - bottomOf('.timeline__beginning')).toBeLessThan(48);
  expect(bottomOf('.timeline__scroller') - bottomOf('.message')).toBeLessThan(48);
});

test('an own message stays on screen while the room cannot be opened', async () => {
  await page.viewport(320, 568);
  onTestFinished(() => page.viewport(1_000, 720));
  const server = await startPageServer();
  server.intercept(refuseAll);
  openPage(server);
  await userEvent.fill(composer(), 'Do not lose me');
  await userEvent.keyboard('{Enter}');
  await expect.element(page.getByText(/^The conversation could not be opened/)).toBeInTheDocument();
  await expect.element(page.getByText('Not sent. The server cannot be reached.')).toBeInTheDocument();
  await nextFrame();
  await nextFrame();
  const frame = scroller().getBoundingClientRect();
  const bubble = document.querySelector('.message__bubble')?.getBoundingClientRect();
  expect(bubble?.top).toBeGreaterThanOrEqual(frame.top);
  expect(bubble?.bottom).toBeLessThanOrEqual(frame.bottom);
});

test('a message that fails says so, survives a reload, and is posted once by a retry', async () => {
  const server = await startPageServer();
  const storage = memoryStorage();
  openPage(server, { storage });
  await expect.element(page.getByText(/^The first page is still blank/)).toBeVisible();
  server.intercept(refusePosts);
  await userEvent.fill(composer(), 'Do not lose me');
  await userEvent.keyboard('{Enter}');
  await expect.element(page.getByText('Not sent. The server cannot be reached.')).toBeVisible();
  await expect.poll(announced).toMatch(/was not sent/);

  server.intercept(null);
  const { outbox } = openPage(server, { storage });
  await userEvent.click(page.getByRole('button', { name: 'Retry' }));
  await vi.waitFor(() => expect(outbox.get()).toEqual([]));
  expect(texts()).toEqual(['Do not lose me']);
});

test('a failed message can be discarded', async () => {
  const server = await startPageServer();
  server.intercept(refusePosts);
  openPage(server);
  await userEvent.fill(composer(), 'Never mind');
  await userEvent.keyboard('{Enter}');
  await userEvent.click(page.getByRole('button', { name: 'Discard' }));
  expect(texts()).toEqual([]);
});

test('a draft survives a reload', async () => {
  const server = await startPageServer();
  const storage = memoryStorage();
  openPage(server, { storage });
  await userEvent.fill(composer(), 'half a sentence');
  openPage(server, { storage });
  await expect.element(composer()).toHaveValue('half a sentence');
});

test('a server that goes away is said calmly, and so is its return', async () => {
  const server = await startPageServer();
  const { sync } = openPage(server);
  await expect.element(page.getByText('Connected')).toBeVisible();
  server.intercept(refuseAll);
  sync.nudge();
  await expect.element(page.getByText(/^The server cannot be reached\. Last heard from at/)).toBeVisible();
  await expect.element(page.getByText('Offline')).toBeVisible();
  expect(announced()).toMatch(/cannot be reached/);
  server.intercept(null);
  await userEvent.click(page.getByRole('button', { name: 'Try now' }));
  await expect.element(page.getByText('Connected', { exact: true })).toBeVisible();
  await expect.poll(announced).toBe('Connected again.');
  await expect.element(composer()).toHaveFocus();
});

test('the second skip link leads to where one writes, past every message', async () => {
  openPage(await startPageServer());
  await userEvent.keyboard('{Tab}{Tab}{Enter}');
  await expect.element(composer()).toHaveFocus();
});

test('where the server asks for quiet, the bar says until when instead of offering to try', async () => {
  const server = await startPageServer();
  const { sync } = openPage(server);
  await expect.element(page.getByText('Connected')).toBeVisible();
  server.intercept(() => new Response('{}', { status: 429, headers: { 'retry-after': '60' } }));
  sync.nudge();
  await expect.element(page.getByText(/^The server asked for a pause\. Trying again at \d/)).toBeVisible();
  expect(page.getByRole('button', { name: 'Try now' }).query()).toBeNull();
});

test('a room that cannot be opened says so in its place, and opens when it can', async () => {
  const server = await startPageServer();
  await server.post('bob', 'here I am');
  server.intercept(refuseAll);
  openPage(server);
  await expect
    .element(page.getByText('The conversation could not be opened. The server cannot be reached.'))
    .toBeVisible();
  expect(document.querySelector('.offline-bar')?.checkVisibility()).toBe(false);
  server.intercept(null);
  await userEvent.click(page.getByRole('button', { name: 'Try again' }));
  await expect.poll(texts).toContain('here I am');
});

test('while a room loads, shapes of messages stand in for them', async () => {
  const server = await startPageServer();
  openPage(server);
  expect(document.querySelectorAll('.stand-in .skeleton__bubble').length).toBeGreaterThan(0);
  expect(page.getByText('Nobody has written yet').query()).toBeNull();
  await expect.element(page.getByText(/^The first page is still blank/)).toBeVisible();
  expect(document.querySelectorAll('.stand-in .skeleton__bubble')).toHaveLength(0);
});

test('history loads upwards without moving what is read, and a pill leads back down', async () => {
  const server = await startPageServer();
  for (let count = 1; count <= 180; count++) await server.post('bob', `message ${count}`);
  const { sync, history } = openPage(server);
  await expect.poll(() => texts().at(-1)).toBe('message 180');
  await expect.poll(distanceToEnd).toBeLessThan(2);

  while (history.get().hasOlder) {
    const row = [...document.querySelectorAll('.message')].find(
      (one) => one.getBoundingClientRect().bottom > 200,
    );
    const before = row?.getBoundingClientRect().bottom ?? 0;
    const step = Math.min(400, scroller().scrollTop);
    scroller().scrollTop -= step;
    await nextFrame();
    expect(Math.abs((row?.getBoundingClientRect().bottom ?? 0) - before - step)).toBeLessThan(2);
  }
  expect(history.get().following).toBe(false);
  expect(texts()[0]).toBe('message 1');

  await server.post('carol', 'Where is everybody');
  sync.nudge();
  await userEvent.click(page.getByRole('button', { name: '1 new message' }));
  expect(document.activeElement).toBe(scroller());
  expect(distanceToEnd()).toBeLessThan(2);
  await expect.poll(() => document.querySelector('.pill')?.checkVisibility()).toBe(false);
}, 30_000);

test('a very long history keeps a bounded page, and one step leads back from far above', async () => {
  const server = await startPageServer();
  for (let count = 1; count <= 330; count++) await server.post('bob', `message ${count}`);
  const { history } = openPage(server);
  await expect.poll(() => texts().at(-1)).toBe('message 330');
  await vi.waitFor(() => {
    scroller().scrollTop = 0;
    expect(history.get().hasOlder).toBe(false);
  }, 10_000);
  expect(texts().length).toBeLessThanOrEqual(250);
  expect(texts()).not.toContain('message 330');
  scroller().scrollTop = scroller().scrollHeight;
  await vi.waitFor(() => expect(texts()).not.toContain('message 1'), 10_000);
  await userEvent.click(page.getByRole('button', { name: 'Go to the newest message' }));
  await expect.poll(() => texts().at(-1)).toBe('message 330');
  await expect.poll(distanceToEnd).toBeLessThan(2);
}, 40_000);

test('far above the end, an own message is on screen at once, and the rest follows when it can be had', async () => {
  const server = await startPageServer();
  for (let count = 1; count <= 330; count++) await server.post('bob', `message ${count}`);
  const { history } = openPage(server);
  await vi.waitFor(() => {
    scroller().scrollTop = 0;
    expect(history.get().hasNewer).toBe(true);
  }, 10_000);
  server.intercept(refuseAll);
  await userEvent.fill(composer(), 'I am here');
  await userEvent.keyboard('{Enter}');
  expect(texts()).toEqual(['I am here']);
  await expect.element(page.getByText('Not sent. The server cannot be reached.')).toBeVisible();
  await expect.element(page.getByText(/^Older messages could not be loaded/).first()).toBeVisible();
  expect(document.querySelector('.timeline__beginning')?.checkVisibility()).toBe(false);
  server.intercept(null);
  await userEvent.click(page.getByRole('button', { name: 'Try again' }));
  await expect.poll(() => texts().slice(-2)).toEqual(['message 330', 'I am here']);
  expect(document.activeElement).toBe(scroller());
  await expect.poll(distanceToEnd).toBeLessThan(2);
}, 40_000);

test('a page of history that cannot be had says so once, and comes by itself when it can', async () => {
  const server = await startPageServer();
  for (let count = 1; count <= 120; count++) await server.post('bob', `message ${count}`);
  server.intercept(({ url }) => (url.includes('before=') ? new Response('', { status: 500 }) : undefined));
  openPage(server);
  await expect.poll(() => texts().at(-1)).toBe('message 120');
  scroller().scrollTop = 0;
  const sentence = 'Older messages could not be loaded. The server answered with an error (500).';
  await expect.element(page.getByText(sentence).first()).toBeVisible();
  expect(document.querySelector('.stretch-end .skeleton')?.checkVisibility()).toBe(false);
  await userEvent.click(page.getByRole('button', { name: 'Try again' }));
  await expect.poll(announced).toBe(sentence);
  server.intercept(null);
  await expect.poll(() => texts()[0], { timeout: 5_000 }).toBe('message 21');
  expect(page.getByRole('button', { name: 'Try again' }).query()).toBeNull();
}, 30_000);

test('an own message leads back to the end, from wherever it was written', async () => {
  const server = await startPageServer();
  for (let count = 1; count <= 40; count++) await server.post('bob', `message ${count}`);
  openPage(server);
  await expect.poll(() => texts().at(-1)).toBe('message 40');
  scroller().scrollTop = 0;
  await expect.element(page.getByRole('button', { name: 'Go to the newest message' })).toBeVisible();
  await userEvent.fill(composer(), 'I am here');
  await userEvent.keyboard('{Enter}');
  await expect.poll(distanceToEnd).toBeLessThan(2);
  expect(texts().at(-1)).toBe('I am here');
});

test('the keys that turn pages work from the link to the messages', async () => {
  const server = await startPageServer();
  for (let count = 1; count <= 40; count++) await server.post('bob', `message ${count}`);
  openPage(server);
  await expect.poll(() => texts().at(-1)).toBe('message 40');
  await expect.poll(distanceToEnd).toBeLessThan(2);
  page.getByRole('link', { name: 'Skip to the messages' }).element().focus();
  await userEvent.keyboard('{Enter}{PageUp}');
  expect(document.activeElement).toBe(scroller());
  await expect.poll(distanceToEnd).toBeGreaterThan(200);
});

test('what is read stays where it is when the page is turned and the words grow', async () => {
  onTestFinished(async () => {
    document.documentElement.style.fontSize = '';
    await page.viewport(1_000, 720);
  });
  const server = await startPageServer();
  for (let count = 1; count <= 40; count++)
    await server.post(count % 2 === 0 ? 'bob' : 'carol', `message ${count} `.repeat(30));
  openPage(server);
  await expect.poll(() => texts()).toHaveLength(40);
  await expect.poll(distanceToEnd).toBeLessThan(2);
  scroller().scrollTop -= 1_500;
  await nextFrame();
  const read = firstRowOnScreen();
  await page.viewport(400, 800);
  await expect.poll(firstRowOnScreen).toBe(read);
  document.documentElement.style.fontSize = '150%';
  await nextFrame();
  await expect.poll(firstRowOnScreen).toBe(read);
});

test('a reader at the end stays there while a long message is being written', async () => {
  const server = await startPageServer();
  for (let count = 1; count <= 40; count++) await server.post('bob', `message ${count}`);
  const { history } = openPage(server);
  await expect.poll(() => texts().at(-1)).toBe('message 40');
  await userEvent.fill(composer(), 'line\n'.repeat(12));
  await userEvent.fill(composer(), 'line\n'.repeat(13));
  await nextFrame();
  await nextFrame();
  expect(history.get().following).toBe(true);
  await expect.poll(distanceToEnd).toBeLessThan(2);
});

test('the theme goes round from the header', async () => {
  openPage(await startPageServer());
  await userEvent.click(page.getByRole('button', { name: 'Theme: the system’s. Change to light' }));
  await expect.element(page.getByRole('button', { name: 'Theme: light. Change to dark' })).toBeVisible();
});

test.each(['light', 'dark'])(
  'axe finds nothing in the %s theme, with every kind of message on screen',
  async (theme) => {
    const server = await startPageServer();
    await server.post('bob', 'See https://example.org/plan');
    await server.post('alice', 'Saved');
    document.documentElement.dataset['theme'] = theme;
    const { sync } = openPage(server);
    await expect.poll(texts).toContain('Saved');
    server.intercept(refuseAll);
    await userEvent.fill(composer(), 'Failed');
    await userEvent.keyboard('{Enter}');
    sync.nudge();
    await expect.element(page.getByText(/^Not sent\./)).toBeVisible();
    await expect.element(page.getByText(/Last heard from/)).toBeVisible();
    await vi.waitFor(() => expect(document.getAnimations()).toEqual([]));
    const { violations } = await axe.run();
    expect(violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)])).toEqual([]);
    delete document.documentElement.dataset['theme'];
  },
);
