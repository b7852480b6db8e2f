import type { Message } from '@bookchat/shared';
import { expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { memoryStorage } from '../../test/memory-storage.ts';
import { openPage } from '../../test/open-page.ts';
import { type PageServer, startPageServer } from '../../test/page-server.ts';

const texts = () => [...document.querySelectorAll('.message__text')].map((text) => text.textContent);
const scroller = () => document.querySelector('.timeline__scroller') as HTMLElement;
const pill = page.getByRole('button', { name: 'Jump to first unread' });
const line = page.getByText('New since you were away');
const focused = () => document.activeElement?.querySelector('.message__text')?.textContent;
const isOnScreen = () => {
  const frame = scroller().getBoundingClientRect();
  const { top, bottom } = line.element().getBoundingClientRect();
  return top >= frame.top && bottom <= frame.bottom;
};

/** A room of so many messages of bob's, for somebody who has read the first few. */
async function comeBack(count: number, read: number) {
  const server = await startPageServer();
  for (let each = 1; each <= count; each++) await server.post('bob', `message ${each}`);
  const { id, created_at } = await find(server, `message ${read}`);
  const storage = memoryStorage({ 'bookchat.read.general': `${id} ${created_at}` });
  const opened = openPage(server, { storage });
  await expect.poll(() => texts().at(-1)).toBe(`message ${count}`);
  return { ...opened, server };
}

async function find(server: PageServer, words: string): Promise<Message> {
  const answer = await server.fetch(`${server.url}/api/messages?limit=200`);
  const { messages } = (await answer.json()) as { messages: Message[] };
  const found = messages.find(({ content }) => content === words);
  if (found === undefined) throw new Error(`Nobody wrote “${words}”.`);
  return found;
}

test('where what is new fits on the screen, a line stands above it, and there is nowhere to jump', async () => {
  await comeBack(6, 4);
  await expect.element(line).toBeVisible();
  expect(isOnScreen()).toBe(true);
  await expect.element(pill).not.toBeInTheDocument();
});

test('what is new further up is a jump away, and reading goes on from there by the keys', async () => {
  const { history, server, sync } = await comeBack(45, 8);
  await userEvent.click(pill);
  await expect.poll(focused).toBe('message 9');
  expect(isOnScreen()).toBe(true);
  await expect.element(pill).not.toBeInTheDocument();
  expect(history.get().following).toBe(false);
  await server.post('carol', 'one more');
  sync.nudge();
  await expect.poll(texts).toContain('one more');
  expect(isOnScreen()).toBe(true);
});

test('whoever has seen the line is not sent there again', async () => {
  await comeBack(45, 8);
  await expect.element(pill).toBeVisible();
  line.element().scrollIntoView({ block: 'center' });
  await expect.element(pill).not.toBeInTheDocument();
  scroller().scrollTop = scroller().scrollHeight;
  await expect
    .element(page.getByRole('button', { name: 'Go to the newest message' }))
    .not.toBeInTheDocument();
  await expect.element(pill).not.toBeInTheDocument();
});

test('what is older than everything on the page is fetched; where it cannot be, it is tried again', async () => {
  const { server } = await comeBack(160, 12);
  expect(texts()).not.toContain('message 13');
  server.intercept(({ url }) => (url.includes('after=') ? new Response('', { status: 500 }) : undefined));
  await userEvent.click(pill);
  const again = page.getByRole('button', { name: 'It could not be loaded. Try again' });
  await expect.element(again).toBeVisible();
  expect(texts().at(-1)).toBe('message 160');
  server.intercept(null);
  await userEvent.click(again);
  await expect.poll(focused).toBe('message 13');
  expect(isOnScreen()).toBe(true);
  await expect.element(again).not.toBeInTheDocument();
}, 30_000);
