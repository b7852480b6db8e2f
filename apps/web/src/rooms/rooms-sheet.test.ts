import { expect, onTestFinished, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { h } from '../lib/h.ts';
import { roomsSheet } from './rooms-sheet.ts';

function setUp() {
  const leaving = new AbortController();
  onTestFinished(() => leaving.abort());
  const links = ['general', 'lunch'].map((name) => h('a', { href: `#${name}` }, name));
  links[1]?.setAttribute('aria-current', 'page');
  const list = h('nav', {}, ...links, h('button', { type: 'button' }, 'Browse'));
  return { sheet: roomsSheet(list, leaving.signal), list, leave: () => leaving.abort() };
}

const rooms = page.getByRole('dialog', { name: 'Rooms' });

test('it opens at the room that is open, and again only once it is closed', async () => {
  const { sheet, list } = setUp();
  sheet.open();
  await expect.element(rooms.getByRole('link', { name: 'lunch' })).toHaveFocus();
  list.querySelector('button')?.focus();
  sheet.open();
  await expect.element(rooms.getByRole('button', { name: 'Browse' })).toHaveFocus();
});

test('a link in it closes it, and other things in it do not', async () => {
  setUp().sheet.open();
  await rooms.getByRole('button', { name: 'Browse' }).click();
  await expect.element(rooms).toBeVisible();
  await rooms.getByRole('link', { name: 'general' }).click();
  await expect.element(rooms).not.toBeInTheDocument();
});

test('its cross, what is beside it, and Escape close it', async () => {
  const { sheet } = setUp();
  const { width } = document.documentElement.getBoundingClientRect();
  const ways = [
    () => rooms.getByRole('button', { name: 'Close' }).click(),
    () => rooms.click({ position: { x: width - 20, y: 300 }, force: true }),
    () => userEvent.keyboard('{Escape}'),
    async () => sheet.close(),
  ];
  for (const close of ways) {
    sheet.open();
    await expect.element(rooms).toBeVisible();
    await close();
    await expect.element(rooms).not.toBeInTheDocument();
  }
});

test('it goes with the page', () => {
  const { sheet, leave } = setUp();
  sheet.open();
  leave();
  expect(document.querySelector('.rooms-sheet')).toBeNull();
});
